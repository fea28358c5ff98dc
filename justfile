# Tasks of everyday work. `uv run just` lists them.

default:
    @just --list

# Linters, types, import contracts, spelling: what CI checks before it runs a test.
check:
    uv run --frozen ruff format --check .
    uv run --frozen ruff check .
    uv run --frozen mypy
    uv run --frozen lint-imports
    uv run --frozen typos
    uv run --frozen check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

# All tests, or the ones named: just test tests/unit/export -k certificate
test *ARGS:
    uv run --frozen --all-extras pytest -q {{ARGS}}

# Tests with branch coverage.
coverage:
    uv run --frozen --all-extras pytest -q --cov --cov-branch --cov-report=term:skip-covered

# The sample hearing, from sound to transcript.
demo OUT=".":
    uv run --frozen testimony demo --out {{OUT}}

# One benchmark, or the list of them: just bench review
bench *ARGS:
    uv run --frozen --all-extras python -m benchmarks {{ARGS}}

# The documentation as a site in build/site; nothing in it is loaded from elsewhere.
docs:
    uv run --frozen --group docs mkdocs build --strict --quiet --site-dir build/site

# The drawing of the rooms in docs/architecture.md, from the imports.
drawing:
    uv run --frozen python -m benchmarks house --svg docs/images/architecture.svg

# Wheel, source archive, list of components and checksums, in dist/.
release:
    rm -rf dist
    uv build --quiet
    uv run --frozen cyclonedx-py environment --output-format JSON --output-file dist/testimony.cdx.json .venv
    cd dist && sha256sum *.whl *.tar.gz *.json > SHA256SUMS
