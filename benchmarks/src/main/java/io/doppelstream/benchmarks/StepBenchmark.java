package io.doppelstream.benchmarks;

import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.BatchSource;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import io.doppelstream.trainer.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A step of a training: as the training loop takes it (batches prepared on another thread, rates, reports, the check of the
 * weights at the end), and as the bare session takes it on the very same graph with feeds that were prepared before. Their
 * ratio is what the loop costs. Those who extend it say of what, and how many steps an invocation takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 10)
@Fork(1)
public abstract class StepBenchmark {

    static final long SEED = 1;
    private static final int PREPARED = 20;
    /** Learning rate, powers of beta1 and beta2, rate of the average. */
    private static final float[] RATES = {1e-3f, 0, 0.9f, 0.001f};

    private final int steps;
    private final List<Batch> prepared = new ArrayList<>();
    private final List<GraphOperation> rates = new ArrayList<>();
    private TrainingGraph graph;
    private Session session;
    private TrainingLoop loop;
    private BatchSource batches;
    private GraphOperation step;

    /** @param steps of an invocation */
    StepBenchmark(int steps) {
        this.steps = steps;
    }

    /** Takes over a graph in which a GAN has been drawn, and prepares the bare session's feeds. */
    void prepare(TrainingGraph drawn, TrainingPlan plan, ExecutionConfig execution, BatchSource source) {
        graph = drawn;
        loop = new TrainingLoop(graph, plan);
        session = graph.open(execution);
        batches = source;
        for (int number = 0; number < PREPARED; number++) {
            prepared.add(batches.batch(number));
        }
        findInputs();
    }

    /** The loop draws last, one update after another, and ends with the operation that depends on all of them. */
    private void findInputs() {
        for (Iterator<GraphOperation> each = ((Graph) graph.tf().scope().env()).operations(); each.hasNext(); ) {
            GraphOperation operation = each.next();
            if (operation.type().equals("NoOp")) {
                step = operation;
            } else if (operation.type().equals("Placeholder")
                    && operation.output(0).shape().equals(Shape.of(RATES.length))) {
                rates.add(operation);
            }
        }
    }

    /** Frees what is native. */
    @TearDown(Level.Trial)
    public void close() {
        prepared.forEach(Batch::close);
        session.close();
        graph.close();
    }

    /** The loop of the trainer. */
    @Benchmark
    public TrainingOutcome loop() {
        return loop.run(session, batches, Budget.steps(steps), TrainingListener.silent(), StopSignal.never());
    }

    /** The session alone. */
    @Benchmark
    public void session() {
        for (int number = 0; number < steps; number++) {
            try (TInt64 run = TInt64.scalarOf(number);
                    TFloat32 rate = TFloat32.vectorOf(RATES)) {
                Session.Runner runner = session.runner().addTarget(step).feed(graph.step(), run);
                prepared.get(number % PREPARED).feed(runner);
                rates.forEach(placeholder -> runner.feed(placeholder.output(0), rate));
                runner.run().close();
            }
        }
    }
}
