package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.provenance.Rendering;
import io.doppelstream.schemas.provenance.RequestHeaders;
import io.doppelstream.schemas.topic.CleanupPolicy;
import io.doppelstream.schemas.topic.TopicCreator;
import io.doppelstream.schemas.topic.TopicDefinition;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.record.RecordEncoder;
import io.doppelstream.service.topology.StreamsProperties;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.sample.ModelSampler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** What the parts of the service do alone: the model in a bare TensorFlow session, and Kafka Streams with records made before. */
final class StreamCeilings {
    private static final Duration MODEL_WARM_UP = Duration.ofSeconds(5);
    private static final Duration MODEL_TIME = Duration.ofSeconds(15);
    private static final int SAMPLED_CHUNKS = 10;
    private static final int PARTITIONS = 8;
    private static final long WARM_UP_CHUNKS = 200;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final String TASKS = "ceiling-tasks";
    private static final String OUTPUT = "ceiling-output";

    private final ModelPackage model;
    private final ServiceConfig config;

    StreamCeilings(ModelPackage model, ServiceConfig config) {
        this.model = model;
        this.config = config;
    }

    /** Rows per second of one single-threaded session for each stream thread. */
    double modelAlone() {
        int threads = config.streams().threads();
        List<ModelSampler> samplers = IntStream.range(0, threads)
                .mapToObj(thread -> ModelSampler.open(model, ExecutionConfig.inCallersThread()))
                .toList();
        try {
            rowsPerSecond(samplers, MODEL_WARM_UP);
            return rowsPerSecond(samplers, MODEL_TIME);
        } finally {
            samplers.forEach(ModelSampler::close);
        }
    }

    private double rowsPerSecond(List<ModelSampler> samplers, Duration time) {
        long start = System.nanoTime();
        List<CompletableFuture<Long>> running = samplers.stream()
                .map(sampler -> CompletableFuture.supplyAsync(() -> rows(sampler, start + time.toNanos())))
                .toList();
        long rows = running.stream().mapToLong(CompletableFuture::join).sum();
        return rows / ((System.nanoTime() - start) / 1e9);
    }

    private long rows(ModelSampler sampler, long end) {
        int sample = SAMPLED_CHUNKS * model.manifest().chunkSize();
        long rows = 0;
        while (System.nanoTime() < end) {
            sampler.sample(sample, rows);
            rows += sample;
        }
        return rows;
    }

    /** Records per second that Kafka Streams emits when they are made before. */
    double streamsAlone(long records) throws IOException, ModelPackageException {
        RecordEncoder.Encoded chunk = encoded();
        long chunks = Math.max(1, records / chunk.size());
        Properties properties = StreamsProperties.ofChunks(config);
        String application = properties.getProperty("application.id") + "-ceiling";
        properties.put("application.id", application);
        try (Admin admin = Admin.create(config.kafka().properties())) {
            TopicCreator.createMissing(
                    admin,
                    List.of(
                            new TopicDefinition(TASKS, PARTITIONS, CleanupPolicy.DELETE),
                            new TopicDefinition(OUTPUT, PARTITIONS, CleanupPolicy.DELETE)),
                    Optional.empty());
            try (KafkaStreams streams = new KafkaStreams(topology(chunk), properties)) {
                streams.start();
                emit(admin, application, 0, WARM_UP_CHUNKS);
                long start = System.nanoTime();
                emit(admin, application, WARM_UP_CHUNKS, chunks);
                return chunks * chunk.size() / ((System.nanoTime() - start) / 1e9);
            }
        }
    }

    private RecordEncoder.Encoded encoded() throws IOException, ModelPackageException {
        ChunkTask task = ChunkTask.newBuilder()
                .setRequestId("ceiling-00000000-0000-0000-0000-000000000000")
                .setModel(model.manifest().name())
                .setModelVersion(model.manifest().version())
                .setDigest(model.digest())
                .setSeed(1)
                .setOutputTopic(OUTPUT)
                .setRequested(model.manifest().chunkSize())
                .setChunkIndex(0)
                .setChunkSize(model.manifest().chunkSize())
                .build();
        try (LoadedModel loaded = LoadedModel.load(model, config.models())) {
            return ChunkGenerator.generate(task, loaded, 1);
        }
    }

    private Topology topology(RecordEncoder.Encoded chunk) {
        RequestHeaders headers = new RequestHeaders(
                model.manifest().name() + "/" + model.manifest().version(),
                model.digest(),
                "ceiling-00000000-0000-0000-0000-000000000000",
                1,
                chunk.size(),
                List.of(),
                Rendering.DEFAULT,
                null);
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        ByteArraySerializer write = new ByteArraySerializer();
        return new Topology()
                .addSource("tasks", read, read, TASKS)
                .addProcessor(
                        "emit",
                        () -> new ContextualProcessor<byte[], byte[], byte[], byte[]>() {
                            @Override
                            public void process(Record<byte[], byte[]> task) {
                                for (int row = 0; row < chunk.size(); row++) {
                                    context()
                                            .forward(new Record<>(
                                                    chunk.keys()[row],
                                                    chunk.values()[row],
                                                    task.timestamp(),
                                                    headers.at(row)));
                                }
                            }
                        },
                        "tasks")
                .addSink("output", OUTPUT, write, write, "emit");
    }

    /** Sends tasks, and waits until all of them are done and committed. */
    private void emit(Admin admin, String application, long done, long chunks) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.copyOf(config.kafka().properties()), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (long chunk = 0; chunk < chunks; chunk++) {
                sent.add(producer.send(new ProducerRecord<>(TASKS, (int) (chunk % PARTITIONS), null, new byte[] {1})));
            }
            for (Future<RecordMetadata> task : sent) {
                task.get();
            }
            awaitCommitted(admin, application, done + chunks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("Interrupted while Kafka Streams was measured");
        } catch (ExecutionException e) {
            throw new UserException(
                    "Expected to measure Kafka Streams on the topic " + TASKS + ", found: " + e.getCause());
        }
    }

    private static void awaitCommitted(Admin admin, String application, long chunks)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        long committed = committed(admin, application);
        while (committed < chunks) {
            if (System.nanoTime() > end) {
                throw new UserException("Expected Kafka Streams to emit " + chunks + " chunks within "
                        + TIMEOUT.toMinutes() + " min, found " + committed);
            }
            Thread.sleep(POLL.toMillis());
            committed = committed(admin, application);
        }
    }

    private static long committed(Admin admin, String application) throws InterruptedException, ExecutionException {
        try {
            return admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(offset -> offset == null ? 0 : offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                // It is there with its first commit.
                return 0;
            }
            throw e;
        }
    }
}
