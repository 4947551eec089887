# Checks and installs the prerequisites of ./run and ./test. Source this file; do not execute it.
# On Debian and Ubuntu, apt installs them as root or with sudo. On other systems a message names what to install.

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
give_up() { printf '\n%s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else give_up "Installing packages needs root, and sudo is not available. Run as root: $*"; fi
}

apt_updated=
apt_install() { # packages
  command -v apt-get >/dev/null || give_up "Missing: $*
apt is not available here. Install the equivalent packages with your package manager, then try again."
  say "Installing $*"
  if [ -z "$apt_updated" ]; then as_root apt-get update -qq && apt_updated=yes || give_up "apt-get update failed. Is the network available?"; fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null \
    || give_up "apt-get could not install: $*"
}

need_dotnet() {
  dotnet --version >/dev/null 2>&1 || give_up "Missing: the .NET SDK 10 (global.json names the version). https://dotnet.microsoft.com/download"
}

# Succeeds if a Python >= 3.11 with a loadable shared library is installed. Prints nothing.
# Queries each executable for its own configuration, as the service does.
python_with_library() {
  local candidate
  for candidate in "${AUTHDEMO_PYTHON:-}" "${VIRTUAL_ENV:+$VIRTUAL_ENV/bin/python3}" python3.14 python3.13 python3.12 python3.11 python3 \
      /usr/bin/python3 /usr/local/bin/python3 "$HOME"/.pyenv/versions/*/bin/python3; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
    "$candidate" -I -c '
import ctypes, os, sys, sysconfig
if sys.version_info < (3, 11): sys.exit(1)
v = sysconfig.get_config_var
names = [v("INSTSONAME"), v("LDLIBRARY")]
dirs = [v("LIBDIR") or "", os.path.join(v("LIBDIR") or "", v("MULTIARCH") or ""), sys.base_prefix + "/lib", v("PYTHONFRAMEWORKPREFIX") or ""]
sys.exit(0 if any(n and not n.endswith(".a") and os.path.exists(os.path.join(d, n)) for n in names for d in dirs) else 1)
' 2>/dev/null && return 0
  done
  return 1
}

need_python() {
  python_with_library && return
  command -v apt-get >/dev/null || give_up "Missing: Python 3.11 or newer with its shared library (libpython3.x.so).
Install it with your package manager. The service finds it on PATH; otherwise set Python:Executable."
  [ -x /usr/bin/python3 ] || apt_install python3
  apt_install "libpython$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
  python_with_library || give_up "This system's Python is older than 3.11, or its shared library was not found.
Install a newer Python and set Python:Executable to its path."
}

need_command() { # command, and the Debian package that provides it
  command -v "$1" >/dev/null || apt_install "$2"
}
