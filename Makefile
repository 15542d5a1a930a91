# Needs nothing but Python 3.11 or later, make and git.

PORT ?= 8000
DEMO ?= yes
ARGS ?=
VENV ?= .venv
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

export DJANGO_SETTINGS_MODULE := dashboard.settings
unexport PIP_USER

BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
STATIC := static/staticfiles.json
TEMPLATES = $(shell find templates dashboard -name '*.html')
# PostgreSQL's driver and single sign-on are installed where they are asked for.
RUNTIME = $(VENV)/runtime$(if $(filter postgres%,$(DATABASE_URL)),-postgres)$(if $(strip $(OIDC_URL)),-sso)
# Settings of whoever calls must not leak into tests and checks, nor these into anybody's data.
ALONE = folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && trap 'exit 130' INT TERM && \
	env -u CRITERIA_DIR -u ORGANISATION -u PROPOSE_URL -u DEBUG -u SECRET_KEY -u ALLOWED_HOSTS -u TIME_ZONE \
	-u CSRF_TRUSTED_ORIGINS -u LOGIN_REQUIRED -u HTTPS -u BEHIND_PROXY -u LOG_LEVEL -u WEB_CONCURRENCY \
	-u OIDC_URL -u OIDC_CLIENT_ID -u OIDC_CLIENT_SECRET -u OIDC_NAME -u OIDC_ORIGINS DATA_DIR="$$folder"

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help run install setup test check fix bench lock

help: ## say what there is (also without a word)
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

run: ## serve on http://127.0.0.1:8000, with a demo in an empty database (PORT=… DEMO=no)
	@$(need-python)
	@$(PYTHON) -m dashboard.port '$(PORT)'
	@case '$(DEMO)' in yes|no) ;; *) echo 'DEMO=$(DEMO) is neither yes nor no.' >&2; exit 1;; esac
	@$(MAKE) --silent --no-print-directory $(RUNTIME) $(STATIC)
	@exec $(MANAGE) start --port '$(PORT)' --demo '$(DEMO)'

install: $(RUNTIME) $(STATIC) ## install what a server needs, without starting it

setup: $(VENV)/dev ## install everything, the needs of tests included

test: $(VENV)/dev ## run all tests (ARGS="-k board" for some)
	@$(ALONE) $(BIN)/python -m pytest --numprocesses auto --dist worksteal -r s $(ARGS)

check: $(VENV)/dev ## format, lint, types, imports, templates, migrations, settings, criteria
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@$(ALONE) DATABASE_URL= $(MANAGE) makemigrations --check --dry-run
	@$(ALONE) DATABASE_URL= HTTPS=true BEHIND_PROXY=true ALLOWED_HOSTS=quality.example.org \
		$(MANAGE) check --deploy --fail-level WARNING
	@$(ALONE) DATABASE_URL= $(MANAGE) criteria check criteria

fix: $(VENV)/dev ## put format and lint right where that can be done by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)

bench: $(VENV)/dev $(STATIC) ## measure the main pages (ARGS="300 year-three" for some sizes)
	@$(ALONE) $(BIN)/python -m benchmarks.pages $(ARGS)

lock: $(VENV)/dev ## pin in constraints.txt what pyproject.toml asks for (UPGRADE=yes: the newest)
	$(BIN)/uv pip compile --quiet --all-extras --universal --python-version 3.11 --no-header \
		--no-annotate --no-emit-index-url $(if $(UPGRADE),--upgrade) \
		--output-file constraints.txt pyproject.toml

# What is needed of pyproject.toml is installed, not the project: it runs from where it is.
define need-python
test -n "$(PYTHON)" || { echo 'Python 3.11 or later is needed. PYTHON=… says where it is.' >&2; exit 1; }
endef

define install
@$(need-python)
@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
@echo 'Installing into $(VENV) …'
@$(BIN)/python -c "import sys, tomllib; \
	project = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
	extras = [need for name in sys.argv[1:] for need in project['optional-dependencies'][name]]; \
	print(*project['dependencies'], *extras, sep='\n')" $(1) > $(VENV)/requirements.txt
@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	--requirement $(VENV)/requirements.txt --constraint constraints.txt
@touch $@
endef

$(VENV)/runtime: pyproject.toml constraints.txt
	$(call install)

$(VENV)/runtime-%: pyproject.toml constraints.txt
	$(call install,$(subst -, ,$*))

$(VENV)/dev: pyproject.toml constraints.txt
	$(call install,dev)
	@touch $(VENV)/runtime $(addprefix $(VENV)/runtime-,postgres sso postgres-sso)

$(STATIC): $(RUNTIME) $(shell find dashboard/static -type f 2>/dev/null)
	@SECRET_KEY=unused DATABASE_URL=sqlite:///:memory: $(MANAGE) collectstatic \
		--noinput --clear --verbosity 0
	@touch $@
