package io.doppelstream.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.ChunkCompleted;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.DeadLetter;
import io.doppelstream.schemas.DispatchOrder;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.OrderOrigin;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.provenance.Rendering;
import io.doppelstream.schemas.provenance.RequestHeaders;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.record.RecordEncoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sends what processors produce to where it belongs: everything of one input is in one transaction. */
final class Emitter {
    /** Requests and control records are no larger, so that orders, which hold them twice, stay below it too. */
    static final int LARGEST_INPUT = 128 * 1024;

    private static final int SHOWN_KEY = 200;

    private final Engine engine;
    private final Patience patience;
    private final ProcessorContext<byte[], Outgoing> context;
    private final String output;

    /**
     * For one processor.
     *
     * @param output the processor's own sink
     */
    Emitter(Engine engine, ProcessorContext<byte[], Outgoing> context, String output) {
        this.output = output;
        this.engine = engine;
        this.patience = engine.patient();
        this.context = context;
    }

    void status(GenerationStatus status) {
        String topic = engine.topics().catalogue().status().name();
        byte[] value = patience.call(
                "write a status", () -> engine.contracts().status().serialize(topic, status));
        send(output, status.getRequestId().getBytes(UTF_8), new Outgoing(topic, value));
    }

    void deadLetter(ReasonCode reason, String message, String requestId, byte[] key, byte[] payload) {
        deadLetter(reason, message, requestId, key, origin(payload));
    }

    /** Where the record in process comes from. */
    OrderOrigin origin(byte[] payload) {
        RecordMetadata record = inProcess();
        return new OrderOrigin(
                record.topic(), record.partition(), record.offset(), payload == null ? null : ByteBuffer.wrap(payload));
    }

    /** Offset of the record in process. */
    long offset() {
        return inProcess().offset();
    }

    private RecordMetadata inProcess() {
        return context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("Expected a record in process, found none"));
    }

    /** A dead letter for a record that came to the service earlier. */
    void deadLetter(ReasonCode reason, String message, String requestId, byte[] key, OrderOrigin origin) {
        engine.metrics().rejected(reason);
        DeadLetter letter = DeadLetters.of(reason, message, requestId, origin, Instant.ofEpochMilli(now()));
        String topic = engine.topics().catalogue().deadLetters().name();
        byte[] value = patience.call(
                "write a dead letter", () -> engine.contracts().deadLetters().serialize(topic, letter));
        send(output, DeadLetters.key(key), new Outgoing(topic, value));
    }

    /** A key from outside as messages show it. */
    static String shown(byte[] key) {
        return key == null ? "none" : "'" + new String(DeadLetters.cut(key, SHOWN_KEY), UTF_8) + "'";
    }

    void order(DispatchOrder order) {
        String topic = engine.topics().dispatch().name();
        byte[] value = patience.call(
                "write an order", () -> engine.contracts().orderWriter().serialize(topic, order));
        send(output, order.getRequestId().getBytes(UTF_8), new Outgoing(topic, value));
    }

    void task(ChunkTask task) {
        String topic = engine.topics().chunks().name();
        byte[] value = patience.call(
                "write a chunk task", () -> engine.contracts().taskWriter().serialize(topic, task));
        byte[] key = (task.getRequestId() + "/" + task.getChunkIndex()).getBytes(UTF_8);
        send(GeneratorTopology.CHUNKS, key, new Outgoing(topic, value));
    }

    void completed(ChunkCompleted completed) {
        String topic = engine.topics().chunksCompleted().name();
        byte[] value = patience.call(
                "write a chunk's completion",
                () -> engine.contracts().completionWriter().serialize(topic, completed));
        send(output, completed.getRequestId().getBytes(UTF_8), new Outgoing(topic, value));
    }

    /**
     * The records of a chunk that its task asks for.
     *
     * @param records of the whole chunk
     */
    void records(ChunkTask task, RecordEncoder.Encoded records) {
        RequestHeaders headers = headers(task);
        long first = ChunkGenerator.firstIndex(task);
        long now = now();
        for (int row = task.getFrom(); row < ChunkGenerator.end(task); row++) {
            context.forward(
                    new Record<>(
                            records.keys()[row],
                            new Outgoing(task.getOutputTopic(), records.values()[row]),
                            now,
                            headers.at(first + row, records.anomalies().label(row))),
                    output);
        }
    }

    /** Headers of all records of a task's request. */
    static RequestHeaders headers(ChunkTask task) {
        return new RequestHeaders(
                task.getModel() + "/" + task.getModelVersion(),
                task.getDigest(),
                task.getRequestId(),
                task.getSeed(),
                task.getRequested(),
                task.getConditions(),
                new Rendering(task.getTruncation(), task.getImageFormat(), task.getLatents()),
                task.getAnomalies());
    }

    /** Puts a request back on its topic, under another key. */
    void request(byte[] key, byte[] value, Headers headers) {
        String topic = engine.topics().catalogue().requests().name();
        context.forward(new Record<>(key, new Outgoing(topic, value), now(), headers), output);
    }

    /** Has everything committed as soon as what was polled together is processed, and not at the next interval. */
    void commit() {
        context.commit();
    }

    long now() {
        return context.currentSystemTimeMs();
    }

    private void send(String sink, byte[] key, Outgoing value) {
        context.forward(new Record<>(key, value, now(), new RecordHeaders()), sink);
    }
}
