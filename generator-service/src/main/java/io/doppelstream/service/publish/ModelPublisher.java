package io.doppelstream.service.publish;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelArchive;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.store.DamagedArchiveException;
import io.doppelstream.model.store.KafkaModelStore;
import io.doppelstream.model.store.ModelStore;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.service.config.KafkaSettings;
import io.doppelstream.service.config.TopicSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes model packages: first the artifact, then the record that points to it, so that nobody sees a version whose
 * artifact is not complete. A published version never changes, but that it can be retired.
 */
public final class ModelPublisher {
    private static final Logger log = LoggerFactory.getLogger(ModelPublisher.class);

    private final KafkaSettings kafka;
    private final TopicSettings topics;
    private final SchemaRegistry registry;
    private final SerdeConfig serdes;

    /**
     * A publisher.
     *
     * @param registry stays the caller's to close
     */
    public ModelPublisher(KafkaSettings kafka, TopicSettings topics, SchemaRegistry registry, SerdeConfig serdes) {
        this.kafka = kafka;
        this.topics = topics;
        this.registry = registry;
        this.serdes = serdes;
    }

    /** Publishes with the artifact on Kafka itself. */
    public Publication publish(ModelPackage source) throws IOException {
        return publish(
                source, new KafkaModelStore(topics.catalogue().modelArtifacts().name(), kafka.properties()));
    }

    /** Publishes with the artifact in a store of choice; a version that is published there and whose artifact was lost gets it again. */
    public Publication publish(ModelPackage source, ModelStore store) throws IOException {
        Manifest manifest = source.manifest();
        createTopics(manifest.name());
        Optional<ModelPublished> before = new ModelLister(
                        kafka.properties(), topics.catalogue().models().name(), registry)
                .find(manifest.name(), manifest.version());
        if (before.isPresent() && before.get().getRetiredAt() != null) {
            return new Publication.Refused("Expected a new version of model '" + manifest.name() + "', found that "
                    + manifest.version() + " was retired at " + before.get().getRetiredAt()
                    + ": train with another --model-version");
        }
        if (before.isPresent()) {
            if (before.get().getDigest().equals(source.digest())
                    && before.get().getStore().equals(store.location())) {
                putAgainIfLost(source, store);
            }
            return before.get().getDigest().equals(source.digest())
                    ? new Publication.AlreadyPublished(before.get())
                    : new Publication.Refused("Expected a new version of model '" + manifest.name() + "', found that "
                            + manifest.version() + " is published with another content (digest "
                            + before.get().getDigest() + ", this one's is " + source.digest()
                            + "): a published version never changes, train with another --model-version");
        }
        registerRecordSchema(manifest);
        byte[] archive = ModelArchive.pack(source);
        store.put(source.digest(), archive);
        ModelPublished published = describe(source, store, archive.length);
        new KeyedWriter(kafka.properties(), registry, serdes)
                .write(topics.catalogue().models().name(), ModelLister.key(published), published);
        return new Publication.Published(published);
    }

    /** What a store has lost since, it gets again: the same bytes under the same digest. */
    private static void putAgainIfLost(ModelPackage source, ModelStore store) throws IOException {
        boolean there;
        try {
            there = store.get(source.digest()).isPresent();
        } catch (DamagedArchiveException e) {
            log.warn("Putting model {} into the store '{}' again", source.digest(), store.location(), e);
            there = false;
        }
        if (!there) {
            store.put(source.digest(), ModelArchive.pack(source));
        }
    }

    private void createTopics(String model) {
        try (Admin admin = Admin.create(kafka.properties())) {
            TopicCreator.createMissing(
                    admin,
                    List.of(
                            topics.catalogue().models(),
                            topics.catalogue().modelArtifacts(),
                            topics.catalogue().synthetic(model)),
                    topics.replication());
        }
    }

    private void registerRecordSchema(Manifest manifest) {
        if (serdes.autoRegisterSchemas()) {
            String topic = topics.catalogue().synthetic(manifest.name()).name();
            registry.register(topic + "-value", new Schema.Parser().parse(manifest.recordSchema()));
        }
    }

    private static ModelPublished describe(ModelPackage source, ModelStore store, long size) {
        Manifest manifest = source.manifest();
        return ModelPublished.newBuilder()
                .setName(manifest.name())
                .setVersion(manifest.version())
                .setDigest(source.digest())
                .setKind(manifest.kind())
                .setStore(store.location())
                .setSizeBytes(size)
                .setRecordSchema(manifest.recordSchema())
                .setTrainedRows(manifest.training().rows())
                .setQuality(manifest.quality().get("quality"))
                .setColumnShapes(manifest.quality().get("columnShapes"))
                .setFigures(manifest.quality())
                .setPublishedAt(Instant.ofEpochMilli(System.currentTimeMillis()))
                .build();
    }
}
