package io.doppelstream.service.config;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The cluster.
 *
 * @param bootstrap {@code bootstrap.servers}
 * @param client any other property of Kafka's clients, for TLS and SASL
 */
public record KafkaSettings(String bootstrap, Map<String, Object> client) {
    public KafkaSettings {
        client = client == null ? Map.of() : Map.copyOf(client);
        Problems problems = new Problems();
        problems.require(
                bootstrap != null && !bootstrap.isBlank(), "bootstrap", "HOST:PORT of a Kafka broker", bootstrap);
        problems.throwIfAny();
    }

    /** Properties that every client of the service takes. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return properties;
    }

    /** Without values of properties, which may be secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrap=" + bootstrap + ", client=" + client.keySet() + "]";
    }
}
