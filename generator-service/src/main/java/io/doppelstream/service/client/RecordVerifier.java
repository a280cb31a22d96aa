package io.doppelstream.service.client;

import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.provenance.DoppelHeaders;
import io.doppelstream.schemas.provenance.MalformedHeadersException;
import io.doppelstream.schemas.provenance.Provenance;
import io.doppelstream.schemas.registry.SchemaRegistry;
import io.doppelstream.service.config.KafkaSettings;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.models.GenerationException;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.models.LoadedModels;
import io.doppelstream.service.models.ModelLoader;
import io.doppelstream.service.models.ModelStores;
import io.doppelstream.service.models.ModelUnavailableException;
import io.doppelstream.service.publish.ModelLister;
import io.doppelstream.service.record.RecordEncoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes synthetic records again from nothing but their headers and the model with the digest that they name, and compares.
 * The headers hold all it takes, count and conditions of the request included, so that a record can be verified for as long
 * as its model is published, whether or not its request is still on the requests topic. Owns the models it loads.
 */
public final class RecordVerifier implements AutoCloseable {
    private static final int SCHEMA_ID_AT = 1;
    private static final int WIRE_HEADER_BYTES = 5;
    private static final int IDLE_MODELS = 2;

    private final TopicReader reader;
    private final ModelLister lister;
    private final LoadedModels models;

    /**
     * A verifier.
     *
     * @param registry stays the caller's to close
     */
    public RecordVerifier(KafkaSettings kafka, TopicSettings topics, ModelSettings settings, SchemaRegistry registry) {
        this.reader = new TopicReader(kafka.properties());
        this.lister =
                new ModelLister(kafka.properties(), topics.catalogue().models().name(), registry);
        String artifacts = topics.catalogue().modelArtifacts().name();
        this.models = new LoadedModels(
                new ModelLoader(settings, ModelStores.of(artifacts, kafka.properties())),
                IDLE_MODELS,
                settings.mostBytes());
    }

    /** Verifies the record at a place. */
    public Verification verify(String topic, int partition, long offset) {
        Optional<ConsumerRecord<byte[], byte[]>> record = reader.readOne(topic, partition, offset);
        if (record.isEmpty()) {
            return new Verification.Unverifiable("Expected a committed record at " + topic + "-" + partition
                    + " offset " + offset + ", found none: it has expired, or the offset is a transaction marker's");
        }
        return verify(record.get());
    }

    /** Verifies a record that was read already. */
    public Verification verify(ConsumerRecord<byte[], byte[]> record) {
        Optional<Provenance> provenance;
        try {
            provenance = DoppelHeaders.read(record.headers());
        } catch (MalformedHeadersException | IllegalArgumentException e) {
            return new Verification.Unverifiable(e.getMessage());
        }
        if (provenance.isEmpty()) {
            return new Verification.NotSynthetic();
        }
        if (record.value() == null || record.value().length < WIRE_HEADER_BYTES || record.value()[0] != 0) {
            return new Verification.Different(
                    provenance.get(), "Expected a value in Confluent's wire format, found something else");
        }
        return compare(record, provenance.get());
    }

    private Verification compare(ConsumerRecord<byte[], byte[]> record, Provenance provenance) {
        Optional<ModelPublished> published = lister.list().stream()
                .filter(candidate -> candidate.getDigest().equals(provenance.digest()))
                .findFirst();
        if (published.isEmpty()) {
            return new Verification.Unverifiable("Expected a published model with digest " + provenance.digest() + " ("
                    + provenance.model() + "), found none");
        }
        try (LoadedModels.Lease lease = models.acquire(published.get())) {
            return compare(record, provenance, lease.model());
        } catch (ModelPackageException | ModelUnavailableException | GenerationException e) {
            return new Verification.Unverifiable(e.getMessage());
        }
    }

    private static Verification compare(
            ConsumerRecord<byte[], byte[]> record, Provenance provenance, LoadedModel model) {
        if (!provenance.model().equals(model.label())) {
            return new Verification.Different(
                    provenance, "Expected model " + model.label() + " for its digest, found " + provenance.model());
        }
        ChunkTask task = task(record.topic(), provenance, model);
        int schemaId = ByteBuffer.wrap(record.value()).getInt(SCHEMA_ID_AT);
        RecordEncoder.Encoded expected = ChunkGenerator.generate(task, model, schemaId);
        int row = (int) (provenance.index() - ChunkGenerator.firstIndex(task));
        if (!Arrays.equals(expected.values()[row], record.value())) {
            return new Verification.Different(provenance, "Expected the value that the model makes, found another");
        }
        if (!Arrays.equals(expected.keys()[row], record.key())) {
            return new Verification.Different(provenance, "Expected the key that the model makes, found another");
        }
        if (!Objects.equals(
                expected.anomalies().label(row), provenance.anomaly().label())) {
            return new Verification.Different(
                    provenance,
                    "Expected the label of anomalies that the model makes, "
                            + expected.anomalies().label(row) + ", found "
                            + provenance.anomaly().label());
        }
        return new Verification.Same(provenance);
    }

    private static ChunkTask task(String topic, Provenance provenance, LoadedModel model) {
        int chunkSize = model.manifest().chunkSize();
        return ChunkTask.newBuilder()
                .setRequestId(provenance.requestId())
                .setModel(model.manifest().name())
                .setModelVersion(model.manifest().version())
                .setDigest(model.digest())
                .setSeed(provenance.seed())
                .setConditions(provenance.conditions())
                .setOutputTopic(topic)
                .setRequested(provenance.count())
                .setChunkIndex(provenance.index() / chunkSize)
                .setChunkSize(chunkSize)
                .setTruncation(provenance.rendering().truncation())
                .setImageFormat(provenance.rendering().imageFormat())
                .setLatents(provenance.rendering().latents())
                .setAnomalies(provenance.anomaly().wanted())
                .build();
    }

    @Override
    public void close() {
        models.close();
    }
}
