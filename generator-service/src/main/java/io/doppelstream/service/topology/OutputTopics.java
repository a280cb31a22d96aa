package io.doppelstream.service.topology;

import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.schemas.topic.TopicDefinition;
import io.doppelstream.service.config.TopicSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;

/** Topics of synthetic records and the schema ids under their subjects (TopicNameStrategy), each asked for once; and what each topic takes. */
public final class OutputTopics {
    /** What a chunk needs: topics and ids, without knowing where they come from. */
    @FunctionalInterface
    public interface SchemaIds {
        int schemaId(String topic, Schema schema);
    }

    private record Key(String topic, Schema schema) {}

    private final TopicSettings settings;
    private final Admin admin;
    private final SchemaIds ids;
    private final RecordLimits limits;
    private final Map<Key, Integer> known = new ConcurrentHashMap<>();
    private final Map<String, Boolean> created = new ConcurrentHashMap<>();

    /**
     * Output topics of a cluster.
     *
     * @param largestRequest bytes that the producer of their records sends at most
     */
    public OutputTopics(TopicSettings settings, Admin admin, SchemaIds ids, int largestRequest) {
        this.settings = settings;
        this.admin = admin;
        this.ids = ids;
        this.limits = new RecordLimits(admin, largestRequest);
    }

    /** Ids of a registry: registers, or looks up where the configuration forbids to register. */
    public static SchemaIds in(SchemaRegistry registry, SerdeConfig config) {
        return (topic, schema) -> config.autoRegisterSchemas()
                ? registry.register(topic + "-value", schema)
                : registry.idOf(topic + "-value", schema);
    }

    /** Creates the topic if it is missing. */
    void ensureExists(String topic) {
        created.computeIfAbsent(topic, name -> {
            TopicDefinition definition = settings.catalogue().synthetic().named(name);
            TopicCreator.createMissing(admin, List.of(definition), settings.replication());
            return true;
        });
    }

    /** Bytes of the largest record that the topic takes, headers included and before compression. */
    int largestRecord(String topic) {
        return limits.of(topic);
    }

    /** Id of the record schema under the topic's subject. */
    int schemaId(String topic, Schema schema) {
        Key key = new Key(topic, schema);
        Integer id = known.get(key);
        if (id == null) {
            id = ids.schemaId(topic, schema);
            known.put(key, id);
        }
        return id;
    }
}
