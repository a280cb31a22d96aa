package io.doppelstream.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.ChunkCompleted;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.serde.UndecodableException;
import io.doppelstream.schemas.serde.UnknownSchemaIdException;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.models.GenerationException;
import io.doppelstream.service.models.LoadedModels;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Generates the records of one chunk of a running request, or of a slice of it, and says so, in one transaction. */
final class ChunkProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    /** Some megabytes. */
    private static final int MOST_SLICED_RECORDS = 32_768;

    private final Engine engine;
    private final ChunkMaker chunks;
    private final SlicedChunks sliced = new SlicedChunks(MOST_SLICED_RECORDS);
    private final Patience patience;
    private Emitter emitter;

    ChunkProcessor(Engine engine) {
        this.engine = engine;
        this.chunks = new ChunkMaker(engine);
        this.patience = engine.patient();
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        emitter = new Emitter(engine, context, GeneratorTopology.CHUNK_OUTPUT);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ChunkTask task;
        try {
            task = decode(record.value());
        } catch (UndecodableException e) {
            emitter.deadLetter(ReasonCode.UNDECODABLE, e.getMessage(), null, record.key(), record.value());
            return;
        } catch (UnknownSchemaIdException e) {
            emitter.deadLetter(ReasonCode.UNKNOWN_SCHEMA_ID, e.getMessage(), null, record.key(), record.value());
            return;
        }
        ChunkMaker.Made made = make(task);
        if (made instanceof ChunkMaker.Made.Generated generated) {
            emitter.records(task, generated.records());
            emitter.completed(completed(task, ChunkGenerator.asked(task)));
        } else if (made instanceof ChunkMaker.Made.Failed failed) {
            emitter.deadLetter(
                    failed.reason(),
                    failed.message(),
                    task.getRequestId(),
                    task.getRequestId().getBytes(UTF_8),
                    record.value());
            emitter.completed(completed(task, 0));
        }
    }

    private ChunkTask decode(byte[] value) {
        if (value == null) {
            throw new UndecodableException("Expected a chunk task, found a record without a value (a tombstone)");
        }
        String topic = engine.topics().chunks().name();
        return patience.call(
                "read a chunk task", () -> engine.contracts().tasks().deserialize(topic, value));
    }

    private ChunkMaker.Made make(ChunkTask task) {
        try (LoadedModels.Lease lease =
                patience.call("load model " + task.getModel() + "/" + task.getModelVersion(), () -> engine.catalog()
                        .require(task.getModel(), task.getModelVersion(), task.getDigest()))) {
            int schemaId = patience.call("find the schema of " + task.getOutputTopic(), () -> engine.outputs()
                    .schemaId(task.getOutputTopic(), lease.model().encoder().schema()));
            if (ChunkGenerator.asked(task) == ChunkGenerator.rows(task)) {
                return chunks.make(task, lease.model(), schemaId);
            }
            String key = task.getRequestId() + "/" + task.getChunkIndex();
            boolean last = ChunkGenerator.end(task) == ChunkGenerator.rows(task);
            return sliced.get(key, last, () -> chunks.make(task, lease.model(), schemaId));
        } catch (GenerationException e) {
            return new ChunkMaker.Made.Failed(ReasonCode.INTERNAL_ERROR, ChunkMaker.failure(task, e));
        }
    }

    static ChunkCompleted completed(ChunkTask task, int records) {
        return ChunkCompleted.newBuilder()
                .setRequestId(task.getRequestId())
                .setModel(task.getModel())
                .setModelVersion(task.getModelVersion())
                .setDigest(task.getDigest())
                .setSeed(task.getSeed())
                .setOutputTopic(task.getOutputTopic())
                .setRequested(task.getRequested())
                .setChunkIndex(task.getChunkIndex())
                .setRecords(records)
                .setFailed(ChunkGenerator.asked(task) - records)
                .build();
    }
}
