package io.doppelstream.benchmarks;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.Table;
import java.util.List;
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

/** Encoding of real rows, and conditions to tensors: rows a second on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TableCodecBenchmark {

    private static final int ROWS = 10_000;
    private static final int CHUNK = 1000;

    private final Table table = Tables.like(ROWS, 1);
    private final TableCodec codec = CodecFitter.QUANTILE.fit(table);
    private final CompiledConditions conditions = compile();

    private CompiledConditions compile() {
        ConditionCompiler compiler = new ConditionCompiler(table.schema(), codec, ConditionLayout.of(codec, table));
        ConditionOutcome outcome = compiler.compile(
                List.of("c0 = 'category-3'", "n0 between 1000 and 50000", "share(c1 = 'category-1') = 0.3"));
        return ((ConditionOutcome.Compiled) outcome).conditions();
    }

    /** Real rows to network rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] encode() {
        return codec.encode(table, 1);
    }

    /** Conditions of one chunk to condition, mask and interval. */
    @Benchmark
    @OperationsPerInvocation(CHUNK)
    public ChunkConditions conditions() {
        return conditions.forChunk(new long[] {1, 2}, 0, CHUNK);
    }
}
