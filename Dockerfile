# The program in an image, started by its script. Build the program first:
#   ./mvnw -q package -DskipTests
#   docker build -t bulk-send:1.0.0-SNAPSHOT .
FROM eclipse-temurin:25-jre

COPY target/bulk-send target/bulk-send.jar /opt/bulk-send/
RUN ln -s /opt/bulk-send/bulk-send /usr/local/bin/bulk-send \
    && install -d -o 1002 -g 1000 -m 700 /var/cache/bulk-send

# File names and settings may have letters that are not English.
ENV LC_ALL=C.UTF-8 CACHE_DIRECTORY=/var/cache/bulk-send
USER 1002:1000

# The class archive for faster starts, which a first run would make anew in each container.
RUN cd "$(mktemp -d)" \
    && printf '%s\n' recipient_whatsapp,source,attachment_url,attachment_type \
        447700900123,shop,https://cdn.example.org/a.jpg,image >first.csv \
    && bulk-send send first.csv --sandbox --quiet \
    && timeout 300 sh -c 'until ls "$CACHE_DIRECTORY"/*.state; do sleep 1; done' \
    && rm -r "$PWD"

WORKDIR /campaigns
ENTRYPOINT ["bulk-send"]
CMD ["--help"]
