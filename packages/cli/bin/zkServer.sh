#!/bin/sh
# What harnesses of ZooKeeper call; takes what Apache's zkServer.sh takes.
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname "$self")/$target ;;
  esac
done
exec node "$(dirname "$self")/menagerie.mjs" zk-server "$@"
