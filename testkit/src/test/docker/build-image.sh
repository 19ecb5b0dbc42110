#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds an image that starts as the official apache/kafka does, from what is on this machine: for hosts that can pull no image.
# Needs docker, a JDK with jlink (JAVA_HOME), Maven, and the Debian packages bash-static and busybox-static.
#   build-image.sh [release]     makes quorate/kafka-local:<release>; nothing is pulled
set -euo pipefail
release=${1:-4.3.1}
image=quorate/kafka-local:$release
here=$(cd "$(dirname "$0")" && pwd)
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v jlink)")")")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root"/{bin,opt/kafka/config,etc/kafka/docker,tmp,usr/bin,var/lib/kafka/data}
chmod 1777 "$root/tmp"

cat > "$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>image</groupId>
  <artifactId>image</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$release</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -ntp -f "$work/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$root/opt/kafka/libs"

"$java_home/bin/jlink" --output "$root/opt/java" --strip-debug --no-header-files --no-man-pages --add-modules \
    java.base,java.compiler,java.desktop,java.logging,java.management,java.naming,java.rmi,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.management,jdk.unsupported,jdk.zipfs

# The JVM is linked dynamically: with it go the libraries that it names, and the loader.
find "$root/opt/java" \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} + 2>/dev/null \
    | grep -o '/[^ ]*' | grep '^/lib\|^/usr/lib' | grep -v ':$' | sort -u | while read -r library; do
    case $library in "$root"*) continue ;; esac
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done

cp /bin/bash-static "$root/bin/bash"
cp /bin/busybox "$root/bin/busybox"
for tool in sh sleep cat ls id mkdir chmod; do
    ln -s busybox "$root/bin/$tool"
done
install -m 755 "$here/run" "$root/etc/kafka/docker/run"

tar -C "$root" -c . | docker import \
    --change 'ENV PATH=/opt/java/bin:/bin:/usr/bin' \
    --change 'EXPOSE 9092' \
    --change 'CMD ["/etc/kafka/docker/run"]' - "$image" >&2
echo "$image"
