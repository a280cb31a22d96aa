package io.doppelstream.benchmarks;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.service.record.Chunk;
import io.doppelstream.service.record.ImageFormat;
import io.doppelstream.service.record.RecordEncoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Columns to Avro bytes: records a second on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordEncoderBenchmark {

    private static final int ROWS = 1000;

    private final Table table = Tables.like(ROWS, 1);
    private final RecordEncoder encoder =
            RecordEncoder.of(table.schema(), AvroTypes.recordSchema(table.schema(), "bank"));
    private final Chunk chunk = new Chunk(table.columns(), "request", 1, 0, ROWS, ImageFormat.PNG);

    /** One chunk. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public RecordEncoder.Encoded encode() {
        return encoder.encode(chunk, 1);
    }
}
