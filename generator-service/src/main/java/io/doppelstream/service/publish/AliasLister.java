package io.doppelstream.service.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.service.client.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads all aliases. */
public final class AliasLister {
    private final TopicReader reader;
    private final String topic;
    private final AvroDeserializer<ModelAlias> deserializer;

    /**
     * A lister.
     *
     * @param client properties of Kafka clients
     * @param topic the aliases topic
     * @param registry schema registry; stays the caller's to close
     */
    public AliasLister(Map<String, Object> client, String topic, SchemaRegistry registry) {
        this.reader = new TopicReader(client);
        this.topic = topic;
        this.deserializer = AvroDeserializer.specific(registry, ModelAlias.class);
    }

    /** All aliases, by model and name; none where the topic does not exist. */
    public List<ModelAlias> list() {
        Map<String, ModelAlias> found = new TreeMap<>();
        reader.readAll(topic, record -> {
            String key = new String(record.key(), UTF_8);
            ModelAlias alias = deserializer.deserialize(topic, record.value());
            if (alias == null) {
                found.remove(key);
            } else {
                found.put(key, alias);
            }
        });
        return new ArrayList<>(found.values());
    }

    /** Key of an alias's record. */
    static String key(String model, String alias) {
        return model + "@" + alias;
    }
}
