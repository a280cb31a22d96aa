package io.doppelstream.service.topology;

import io.doppelstream.schemas.ChunkCompleted;
import io.doppelstream.schemas.GenerationState;
import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.serde.UndecodableException;
import io.doppelstream.schemas.serde.UnknownSchemaIdException;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Adds up the chunks of large requests: reports progress in steps and, with the last chunk, the end. Every completion is
 * processed exactly once, so adding is enough.
 */
final class ProgressProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    static final String STORE = "requests-progress";
    private static final int STEPS = 10;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);

    private final Engine engine;
    private Emitter emitter;
    private KeyValueStore<String, RequestProgress> store;

    ProgressProcessor(Engine engine) {
        this.engine = engine;
    }

    static StoreBuilder<KeyValueStore<String, RequestProgress>> store() {
        return Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), RequestProgress.serde());
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        emitter = new Emitter(engine, context, GeneratorTopology.PROGRESS_OUTPUT);
        store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            add(decode(record.value()));
        } catch (UndecodableException e) {
            emitter.deadLetter(ReasonCode.UNDECODABLE, e.getMessage(), null, record.key(), record.value());
        } catch (UnknownSchemaIdException e) {
            emitter.deadLetter(ReasonCode.UNKNOWN_SCHEMA_ID, e.getMessage(), null, record.key(), record.value());
        }
    }

    private ChunkCompleted decode(byte[] value) {
        if (value == null) {
            throw new UndecodableException(
                    "Expected a chunk's completion, found a record without a value (a tombstone)");
        }
        String topic = engine.topics().chunksCompleted().name();
        return engine.patient().call("read a chunk's completion", () -> engine.contracts()
                .completions()
                .deserialize(topic, value));
    }

    private void add(ChunkCompleted chunk) {
        long now = emitter.now();
        RequestProgress before = store.get(chunk.getRequestId());
        RequestProgress progress =
                (before == null ? RequestProgress.none(now) : before).plus(chunk.getRecords(), chunk.getFailed());
        if (progress.delivered() + progress.failed() >= chunk.getRequested()) {
            store.delete(chunk.getRequestId());
            end(chunk, progress, now);
            return;
        }
        long step = Math.max(1, chunk.getRequested() / STEPS);
        boolean due = progress.delivered() - progress.reported() >= step
                || now - progress.reportedAt() >= LONGEST_SILENCE.toMillis();
        if (due) {
            emitter.status(Statuses.of(chunk, GenerationState.PROGRESS, progress.delivered(), now));
        }
        store.put(chunk.getRequestId(), due ? progress.reportedNow(now) : progress);
    }

    private void end(ChunkCompleted chunk, RequestProgress progress, long now) {
        GenerationStatus completed = Statuses.of(chunk, GenerationState.COMPLETED, progress.delivered(), now);
        boolean failed = progress.failed() > 0;
        emitter.status(
                failed
                        ? Statuses.failed(
                                completed,
                                "Expected " + chunk.getRequested() + " records, found that " + progress.failed()
                                        + " of them could not be generated: see the dead letters of this request")
                        : completed);
        engine.metrics().requestCompleted(failed);
    }
}
