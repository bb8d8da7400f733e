# docker build -t mnist .
# docker run --rm -v "$PWD:/work" mnist train --arch lenet5 --data sample --out runs/first
# docker run --rm -p 8080:8080 -v "$PWD:/work:ro" mnist serve runs/first --host 0.0.0.0
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/libraries \
    mvn -B -q -Dmaven.repo.local=/libraries -P release -DskipTests -Drelease.format=dir -Drelease.deb.skip package \
    && mv target/mnist-*-linux-*/mnist-* /opt/mnist

FROM debian:12-slim
# Fonts draw the text of pictures in reports; the native libraries need the C++ library.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fontconfig fonts-dejavu-core libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 mnist \
    && install -d -o mnist -g mnist /work && install -d -m 1777 /cache
COPY --from=build /opt/mnist /opt/mnist
# The first call makes Java's classes ready to use, which only root can do here.
RUN ln -s ../../opt/mnist/bin/mnist /usr/bin/mnist && mnist presets >/dev/null
ENV MNIST_HOME=/cache XDG_CACHE_HOME=/cache
USER mnist
WORKDIR /work
VOLUME ["/work", "/cache"]
EXPOSE 8080
# A container that does not serve, but trains, is well as long as it runs.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ! grep -qz '^serve$' /proc/1/cmdline || \
    bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080; printf "GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3; grep -q status <&3'
ENTRYPOINT ["mnist"]
CMD ["--help"]
