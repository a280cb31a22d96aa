package io.doppelstream.model.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.model.pack.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka itself as the store: an archive is cut into parts on a compacted topic, keyed {@code digest/part}, followed by {@code
 * digest/index}, a JSON object {@code {"parts", "bytes", "sha256"}}. Without its index an archive does not exist.
 */
public final class KafkaModelStore implements ModelStore {

    private static final int PART = 512 * 1024;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_READ = Duration.ofMinutes(2);

    /** Records, each of them a part or an index, that are looked at first, and by how much more they become. */
    private static final int SHORT_TAIL = 4;

    private static final int LONGER_TAIL = 8;
    private static final JsonMapper JSON = new JsonMapper();

    private final String topic;
    private final Map<String, Object> client;

    private record Index(int parts, long bytes, String sha256) {}

    /**
     * A store on a topic that exists.
     *
     * @param client properties of Kafka clients: bootstrap servers, security
     */
    public KafkaModelStore(String topic, Map<String, Object> client) {
        this.topic = topic;
        this.client = Map.copyOf(client);
    }

    @Override
    public void put(String digest, byte[] archive) throws IOException {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            int parts = (archive.length + PART - 1) / PART;
            for (int part = 0; part < parts; part++) {
                byte[] bytes = Arrays.copyOfRange(archive, part * PART, Math.min(archive.length, (part + 1) * PART));
                sent.add(producer.send(new ProducerRecord<>(topic, digest + "/" + part, bytes)));
            }
            awaitAll(sent);
            byte[] index = JSON.writeValueAsBytes(new Index(parts, archive.length, Digests.of(archive)));
            awaitAll(List.of(producer.send(new ProducerRecord<>(topic, digest + "/index", index))));
        } catch (KafkaException e) {
            throw new IOException("Expected to write the model to topic " + topic + ", found: " + e.getMessage(), e);
        }
    }

    private void awaitAll(List<Future<RecordMetadata>> sent) throws IOException {
        for (Future<RecordMetadata> future : sent) {
            try {
                future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while writing the model to topic " + topic, e);
            } catch (ExecutionException e) {
                throw new IOException(
                        "Expected to write the model to topic " + topic + ", found: "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
        }
    }

    /** Looks near the end of the topic first: what is asked for most often was published last. */
    @Override
    public Optional<byte[]> get(String digest) throws IOException {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Optional<byte[]> archive = Optional.empty();
            boolean all = false;
            for (long tail = SHORT_TAIL; archive.isEmpty() && !all; tail *= LONGER_TAIL) {
                all = true;
                for (TopicPartition partition : partitions) {
                    long from = Math.max(first.get(partition), ends.get(partition) - tail);
                    consumer.seek(partition, from);
                    all &= from == first.get(partition);
                }
                archive = assemble(digest, read(digest, consumer, ends));
            }
            return archive;
        } catch (KafkaException e) {
            throw new IOException("Expected to read topic " + topic + ", found: " + e.getMessage(), e);
        }
    }

    private Map<String, byte[]> read(
            String digest, KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) throws IOException {
        Map<String, byte[]> found = new HashMap<>();
        long deadline = System.nanoTime() + LONGEST_READ.toNanos();
        while (ends.keySet().stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Expected to read topic " + topic + " within " + LONGEST_READ);
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.key() != null && record.key().startsWith(digest + "/")) {
                    found.put(record.key().substring(digest.length() + 1), record.value());
                }
            }
        }
        return found;
    }

    private Optional<byte[]> assemble(String digest, Map<String, byte[]> found) throws IOException {
        byte[] indexBytes = found.get("index");
        if (indexBytes == null) {
            return Optional.empty();
        }
        Index index;
        try {
            index = JSON.readValue(indexBytes, Index.class);
        } catch (JsonProcessingException e) {
            throw new DamagedArchiveException(
                    "Expected an index of model " + digest + " on topic " + topic + ", found: "
                            + e.getOriginalMessage(),
                    e);
        }
        if (index == null) {
            throw new DamagedArchiveException(
                    "Expected an index of model " + digest + " on topic " + topic + ", found null");
        }
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        for (int part = 0; part < index.parts(); part++) {
            byte[] bytes = found.get(Integer.toString(part));
            if (bytes == null) {
                return Optional.empty();
            }
            archive.write(bytes);
        }
        byte[] bytes = archive.toByteArray();
        if (!Digests.of(bytes).equals(index.sha256())) {
            throw new DamagedArchiveException("Expected an archive of SHA-256 " + index.sha256() + " for model "
                    + digest + " on topic " + topic + ", found " + Digests.of(bytes));
        }
        return Optional.of(bytes);
    }

    @Override
    public String location() {
        return "kafka";
    }
}
