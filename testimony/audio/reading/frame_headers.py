"""How many bytes a bare MPEG or AAC packet should have, by its own header."""

from __future__ import annotations

__all__ = ["HEADER_BYTES", "expected_size"]

HEADER_BYTES = 6

# ISO/IEC 11172-3 and 13818-3: kbit/s by index 1–14; layers III and II of MPEG-1, then MPEG-2 and 2.5.
_LAYER_3 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LAYER_2 = (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384)
_LOW_RATES = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_ADTS_LAYER = 0
_SYNC_WORD = 0xFFE0
_MPEG_1 = 3
_LAYER_III, _LAYER_II = 1, 2
_BITRATES, _RATES = 15, 3


def expected_size(head: bytes) -> int:
    """Bytes of the packet that begins with ``head``, or 0 where the header does not tell.

    Args:
        head: The first ``HEADER_BYTES`` bytes of a packet.
    """
    if len(head) < HEADER_BYTES or int.from_bytes(head[:2]) & _SYNC_WORD != _SYNC_WORD:
        return 0
    layer = head[1] >> 1 & 3
    if layer == _ADTS_LAYER:  # ISO/IEC 13818-7: a 13-bit length
        return (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return _mpeg_size(head[1] >> 3 & 3, layer, head[2])


def _mpeg_size(version: int, layer: int, byte: int) -> int:
    bitrate, rate, padding = byte >> 4, byte >> 2 & 3, byte >> 1 & 1
    if version not in _HERTZ or layer not in (_LAYER_II, _LAYER_III) or rate == _RATES:
        return 0
    if bitrate in (0, _BITRATES):
        return 0
    if version == _MPEG_1:
        kilobits = (_LAYER_3 if layer == _LAYER_III else _LAYER_2)[bitrate - 1]
    else:
        kilobits = _LOW_RATES[bitrate - 1]
    slots = 144 if version == _MPEG_1 or layer == _LAYER_II else 72
    return slots * kilobits * 1000 // _HERTZ[version][rate] + padding
