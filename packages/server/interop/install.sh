#!/bin/sh
# Brings the clients that `npm run test:interop` talks with into a folder of their own. Nothing of
# the system is changed. What is there already stays; what cannot be had is named at the end.
#
#   MENAGERIE_CLIENTS=/some/folder packages/server/interop/install.sh [client …]
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
into=${MENAGERIE_CLIENTS:?'names the folder for the clients'}
mkdir -p "$into"
missing=

install_kazoo() {
  python3 -m pip install --quiet --target "$1" 'kazoo==2.11.0' 'pure-sasl==0.6.2'
}

install_jars() {
  mvn --quiet --batch-mode -f "$here/clients/$2/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$1" -DincludeScope=runtime
}

install_java() { install_jars "$1" java; }

# No client: what the pages of Apache's server need.
install_admin() { install_jars "$1" admin; }

install_curator() { install_jars "$1" curator; }

install_c() {
  mkdir -p "$1" && (
    cd "$1" || exit 1
    apt-get download --quiet libzookeeper-mt-dev libzookeeper-mt2 || exit 1
    for package in ./*.deb; do dpkg -x "$package" . || exit 1; done
    library=$(dirname "$(find usr/lib -name 'libzookeeper_mt.so')")
    cc -O1 -Wall -DTHREADED -Iusr/include/zookeeper -o session "$here/clients/c/session.c" \
      -L"$library" -Wl,-rpath,"\$ORIGIN/$library" -lzookeeper_mt
  )
}

install_npm() {
  mkdir -p "$1" && npm install --silent --no-audit --no-fund --prefix "$1" "$2"
}

install_node_zookeeper_client() { install_npm "$1" 'node-zookeeper-client@1.1.3'; }

# Its source comes with the package and is compiled: that takes cmake and a compiler.
install_zookeeper() { install_npm "$1" 'zookeeper@7.3.0'; }

install_go_zookeeper() {
  (cd "$here/clients/go-zookeeper" && go build -o "$1/session" .)
}

clients=${*:-kazoo java admin curator c node-zookeeper-client zookeeper go-zookeeper}
for client in $clients; do
  # What was begun and not finished is not there.
  if [ -d "$into/$client" ]; then
    echo "$client: there"
  elif "install_$(echo "$client" | tr - _)" "$into/$client.new"; then
    mv "$into/$client.new" "$into/$client" && echo "$client: installed"
  else
    rm -rf "$into/$client.new"
    missing="$missing $client"
  fi
done
[ -z "$missing" ] || { echo "not installed:$missing" >&2; exit 1; }
