package io.doppelstream.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.schemas.ChunkCompleted;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.models.GenerationException;
import io.doppelstream.service.models.LoadedModels;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Generates the records of one chunk of a running request, or of a slice of it, and says so, in one transaction. */
final class ChunkProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final long MOST_SLICED_BYTES = 16L << 20;

    private final Engine engine;
    private final ChunkMaker chunks;
    private final SlicedChunks sliced = new SlicedChunks(MOST_SLICED_BYTES);
    private final Patience patience;
    private Emitter emitter;
    private Intake<ChunkTask> tasks;

    ChunkProcessor(Engine engine) {
        this.engine = engine;
        this.chunks = new ChunkMaker(engine);
        this.patience = engine.patient();
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        emitter = new Emitter(engine, context, GeneratorTopology.CHUNK_OUTPUT);
        tasks = new Intake<>(
                "a chunk task",
                engine.topics().chunks().name(),
                engine.contracts().tasks(),
                patience,
                emitter);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        tasks.read(record).ifPresent(task -> process(task, record.value()));
    }

    private void process(ChunkTask task, byte[] origin) {
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
                    origin);
            emitter.completed(completed(task, 0));
        }
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
                .setFrom(task.getFrom())
                .setRecords(records)
                .setFailed(ChunkGenerator.asked(task) - records)
                .build();
    }
}
