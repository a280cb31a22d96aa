package io.doppelstream.service.publish;

import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.service.client.TopicReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads all published versions. */
public final class ModelLister {
    private final TopicReader reader;
    private final String topic;
    private final AvroDeserializer<ModelPublished> deserializer;

    /**
     * A lister.
     *
     * @param client properties of Kafka clients
     * @param topic the models topic
     * @param registry schema registry; stays the caller's to close
     */
    public ModelLister(Map<String, Object> client, String topic, SchemaRegistry registry) {
        this.reader = new TopicReader(client);
        this.topic = topic;
        this.deserializer = AvroDeserializer.specific(registry, ModelPublished.class);
    }

    /** All versions, in the order of their publication; none where the topic does not exist. */
    public List<ModelPublished> list() {
        Map<String, ModelPublished> found = new LinkedHashMap<>();
        reader.readAll(topic, record -> {
            ModelPublished published = deserializer.deserialize(topic, record.value());
            if (published != null) {
                String key = key(published);
                found.remove(key);
                found.put(key, published);
            }
        });
        return new ArrayList<>(found.values());
    }

    /** Key of a version's record. */
    static String key(ModelPublished published) {
        return published.getName() + "/" + published.getVersion();
    }

    /** One version. */
    public Optional<ModelPublished> find(String name, String version) {
        return list().stream()
                .filter(published -> published.getName().equals(name)
                        && published.getVersion().equals(version))
                .findFirst();
    }
}
