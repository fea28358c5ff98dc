"""The Muon optimizer for matrices, in float32 and batched by shape.

Jordan et al., "Muon: an optimizer for hidden layers in neural networks" (2024), with the step scaled
to AdamW's as in Liu et al., arXiv:2502.16982. Torch's own orthogonalises in bfloat16, one matrix
after another, which on a processor without matrix units takes twice as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_ITERATIONS = 5


def orthogonalised(matrices: Tensor) -> Tensor:
    """Bring the singular values of each (rows ≤ columns) matrix of a batch near 1."""
    a, b, c = _COEFFICIENTS
    x = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(_ITERATIONS):
        gram = x @ x.transpose(1, 2)
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x


class Muon(torch.optim.Optimizer):
    """Momentum whose update is orthogonalised."""

    def __init__(
        self, params: Iterable[nn.Parameter], momentum: float = 0.95, weight_decay: float = 0.01
    ) -> None:
        super().__init__(params, {"lr": 1.0, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """Do one update of every matrix."""
        del closure
        for group in self.param_groups:
            by_shape: dict[tuple[int, ...], list[nn.Parameter]] = defaultdict(list)
            for parameter in group["params"]:
                by_shape[tuple(sorted(parameter.shape))].append(parameter)
            for parameters in by_shape.values():
                self._update(parameters, group)

    def _update(self, parameters: list[nn.Parameter], group: dict[str, float]) -> None:
        directions = []
        for parameter in parameters:
            assert parameter.grad is not None  # noqa: S101 - every matrix takes part in every step
            state = self.state[parameter]
            moment = state.setdefault("moment", torch.zeros_like(parameter))
            moment.lerp_(parameter.grad, 1 - group["momentum"])
            ahead = parameter.grad.lerp(moment, group["momentum"])
            directions.append(ahead if ahead.shape[0] <= ahead.shape[1] else ahead.T)
        scale = 0.2 * max(directions[0].shape) ** 0.5
        for parameter, update in zip(parameters, orthogonalised(torch.stack(directions)), strict=True):
            turned = update if parameter.shape == update.shape else update.T
            parameter.mul_(1 - group["lr"] * group["weight_decay"])
            parameter.add_(turned, alpha=-group["lr"] * scale)
