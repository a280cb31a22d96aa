package io.doppelstream.schemas.registry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach a schema registry, under Confluent's property names.
 *
 * @param urls addresses, tried in turn ({@code schema.registry.url}, separated by commas)
 * @param properties every property given: {@code basic.auth.credentials.source}, {@code basic.auth.user.info},
 *     {@code bearer.auth.*}, {@code schema.registry.ssl.*}, {@code max.retries} and so on go to Confluent's client as
 *     they are
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/sr-client-configs.html">Confluent's list</a>
 */
public record RegistryConfig(List<String> urls, Map<String, Object> properties) {
    public static final String URL = "schema.registry.url";
    private static final String MISSING_ID_SECONDS = "missing.id.cache.ttl.sec";

    public RegistryConfig {
        urls = List.copyOf(urls);
        Map<String, Object> withDefaults = new HashMap<>(properties);
        // Records with an id that does not exist come in floods: ask for each such id once in five seconds.
        withDefaults.putIfAbsent(MISSING_ID_SECONDS, 5L);
        // Confluent's client casts these instead of parsing them, and properties files hold text.
        withDefaults.replaceAll((name, value) ->
                name.matches("missing\\..*\\.cache\\.ttl\\.sec") ? Long.valueOf(value.toString()) : value);
        withDefaults.computeIfPresent("missing.cache.size", (name, value) -> Integer.valueOf(value.toString()));
        properties = Map.copyOf(withDefaults);
        if (urls.isEmpty()) {
            throw new ConfigException(
                    URL,
                    "",
                    "expected the address of a schema registry, for example" + " http://localhost:8081, found none");
        }
        for (String url : urls) {
            if (!url.startsWith("http://") && !url.startsWith("https://")) {
                throw new ConfigException(URL, url, "expected an address that starts with http:// or https://");
            }
        }
    }

    /** Reads the properties of a Kafka client; those that are not the registry's are harmless. */
    public static RegistryConfig from(Map<String, ?> properties) {
        Object url = properties.get(URL);
        List<String> urls = url == null
                ? List.of()
                : Arrays.stream(url.toString().split(","))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .toList();
        Map<String, Object> present = new HashMap<>();
        properties.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return new RegistryConfig(urls, present);
    }

    /** Without properties, which may hold passwords. */
    @Override
    public String toString() {
        return "RegistryConfig[urls=" + urls + "]";
    }
}
