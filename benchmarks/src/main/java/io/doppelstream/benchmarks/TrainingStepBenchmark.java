package io.doppelstream.benchmarks;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.gan.ConditionedBatches;
import io.doppelstream.trainer.gan.Gan;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.TrainingGraph;
import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A step of the default GAN on a table, batch 500. */
@State(Scope.Benchmark)
@OperationsPerInvocation(TrainingStepBenchmark.STEPS)
public class TrainingStepBenchmark extends StepBenchmark {

    static final int STEPS = 200;
    private static final int ROWS = 36_000;

    /** A CSV file of real rows; none: made-up rows of the bank's shape. */
    @Param("")
    public String data;

    public TrainingStepBenchmark() {
        super(STEPS);
    }

    @Setup(Level.Trial)
    public void draw() throws IOException, UnusableDataException {
        GanConfig config = GanConfig.of("tabular");
        Table table = data.isEmpty() ? Tables.like(ROWS, SEED) : TableReader.read(Path.of(data), SchemaOverrides.NONE);
        TabularData encoded = TabularData.of(table, config, SEED);
        TrainingGraph graph = new TrainingGraph(SEED);
        Gan gan = config.create();
        prepare(
                graph,
                gan.draw(graph, encoded).plan(),
                ExecutionConfig.forTraining(),
                new ConditionedBatches(encoded, gan.conditions(encoded), SEED));
    }
}
