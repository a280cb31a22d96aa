package io.doppelstream.service.models;

import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.serde.AvroDeserializer;
import io.doppelstream.schemas.serde.SchemaUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the models topic from its beginning, on a thread of its own, for as long as the service runs. */
public final class ModelsTopicFollower implements AutoCloseable, ModelCatalog.CatchUp {
    private static final Logger log = LoggerFactory.getLogger(ModelsTopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(30);

    private final String topic;
    private final AvroDeserializer<ModelPublished> deserializer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "doppel-models");
    private ModelCatalog catalog;
    private volatile boolean caughtUp;
    private volatile boolean closing;

    /**
     * A follower that does nothing before {@link #start}.
     *
     * @param client properties of Kafka clients
     */
    public ModelsTopicFollower(
            String topic, Map<String, Object> client, AvroDeserializer<ModelPublished> deserializer) {
        this.topic = topic;
        this.deserializer = deserializer;
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Begins to read into a catalog. */
    public void start(ModelCatalog target) {
        catalog = target;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether everything that was published when the follower started is in the catalog. */
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public void await() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiting.add(done);
        consumer.wakeup();
        try {
            done.get(LONGEST_CATCH_UP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new ModelUnavailableException(
                    "Expected to read the topic " + topic + " to its end within " + LONGEST_CATCH_UP.toSeconds()
                            + " s, found: " + e,
                    e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private void run() {
        while (!closing) {
            try {
                follow();
            } catch (WakeupException e) {
                log.debug("Woken up", e);
            } catch (KafkaException e) {
                log.warn("Reading the models topic {} failed, trying again: {}", topic, e.toString());
                pause();
            } catch (RuntimeException e) {
                log.error("Following the models topic {} failed, trying again", topic, e);
                pause();
            }
        }
        consumer.close();
    }

    private void follow() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (consumer.assignment().isEmpty()) {
            consumer.assign(partitions);
        }
        if (!caughtUp) {
            consumer.seekToBeginning(partitions);
            List<ModelPublished> earlier = new ArrayList<>();
            readToEnd(partitions, earlier::add);
            catalog.addAll(earlier);
            caughtUp = true;
        }
        while (!closing) {
            int answered = waiting.size();
            if (answered > 0) {
                readToEnd(partitions, catalog::add);
            }
            for (int i = 0; i < answered; i++) {
                waiting.remove().complete(null);
            }
            poll().forEach(catalog::add);
        }
    }

    private void readToEnd(List<TopicPartition> partitions, Consumer<ModelPublished> target) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!closing
                && partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            poll().forEach(target);
        }
    }

    private List<ModelPublished> poll() {
        List<ModelPublished> published = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                ModelPublished next = decode(record);
                if (next != null) {
                    published.add(next);
                }
            }
        } catch (WakeupException e) {
            log.trace("Woken up", e);
        }
        return published;
    }

    private ModelPublished decode(ConsumerRecord<byte[], byte[]> record) {
        while (!closing) {
            try {
                return deserializer.deserialize(topic, record.value());
            } catch (SchemaUnavailableException e) {
                log.warn("Waiting for the schema registry to read {}: {}", topic, e.getMessage());
                pause();
            } catch (SerializationException e) {
                log.error(
                        "Skipping the record at {}-{} offset {}: {}",
                        topic,
                        record.partition(),
                        record.offset(),
                        e.getMessage());
                return null;
            }
        }
        return null;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            closing = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        if (catalog == null) {
            consumer.close();
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
