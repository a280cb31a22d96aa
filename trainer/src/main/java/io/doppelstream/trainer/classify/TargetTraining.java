package io.doppelstream.trainer.classify;

import io.doppelstream.model.codec.CodedRows;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.SeedMixing;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.BatchSource;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.LearningRateSchedule;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.OptimizerConfig;
import io.doppelstream.trainer.train.Stage;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingPlan;
import io.doppelstream.trainer.train.Update;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Trains a {@link TargetClassifier} on real rows and keeps its best moment on rows that it does not see. A function of
 * data and seed, whatever the budget of the GAN was.
 */
public final class TargetTraining {

    private static final int BATCH = 500;
    private static final int EPOCHS = 20;
    private static final int FEWEST_STEPS = 1000;
    private static final int MOST_STEPS = 6000;
    private static final int LOOKS = 40;
    private static final int PATIENCE = 6;
    private static final double RATE = 1e-3;
    private static final double LAST_RATE_FACTOR = 0.05;
    private static final String ROWS = "rows";

    private final TabularData data;
    private final CodedRows unseen;
    private final int column;
    private final EncodedLayout.Slot slot;
    private final ExecutionConfig execution;
    private final long seed;

    /**
     * For a column that {@link #fits}.
     *
     * @param reference real rows that are not in the data
     */
    public TargetTraining(TabularData data, Table reference, int column, ExecutionConfig execution, long seed) {
        this.data = data;
        this.unseen = data.codec().codeNearest(reference, seed);
        this.column = column;
        this.slot = data.layout().slots().get(column);
        this.execution = execution;
        this.seed = seed;
    }

    /** Whether a column is encoded by categories alone, and there are several. */
    public static boolean fits(EncodedLayout layout, int column) {
        EncodedLayout.Slot slot = layout.slots().get(column);
        return slot.hasGroup() && !slot.hasScalar() && slot.categories() > 1;
    }

    /**
     * Trains.
     *
     * @param name of the column
     * @param generated encoded rows of the generator without conditions, float[n * D]
     * @return empty if the training was stopped, or the other columns say nothing of this one
     */
    public Optional<TrainedTarget> train(String name, float[] generated, StopSignal stop) {
        TargetClassifier classifier = TargetClassifier.of(data.layout(), slot);
        int steps = (int) Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, (long) EPOCHS * data.rows() / BATCH));
        try (TrainingGraph graph = new TrainingGraph(SeedMixing.mix(seed, column));
                TFloat32 reference = rows(unseen, unseen.rows(), IntUnaryOperator.identity())) {
            Placeholder<TFloat32> rows = graph.tf()
                    .withName(ROWS)
                    .placeholder(
                            TFloat32.class,
                            Placeholder.shape(Shape.of(-1, data.layout().width())));
            TrainingLoop loop = new TrainingLoop(graph, plan(graph, classifier, rows));
            Operand<TFloat32> loss =
                    classifier.loss(Pass.inference(graph.tf(), graph.variables(), graph.noise()), rows);
            try (Session session = graph.open(execution)) {
                BestMoment best = new BestMoment(
                        graph, session, classifier, of -> loss(of, loss, rows, reference), steps / LOOKS, PATIENCE);
                loop.run(
                        session,
                        batches(),
                        Budget.steps(steps),
                        LoopPosition.start(),
                        best,
                        TrainingListener.silent(),
                        stop);
                double marginalLoss = marginalLoss();
                if (stop.requested() || !(best.loss() < marginalLoss)) {
                    return Optional.empty();
                }
                return Optional.of(new TrainedTarget(
                        classifier,
                        best.weights(),
                        TargetShifts.of(classifier, best.weights(), generated, shares(data.coded()), execution),
                        new TrainedTarget.Facts(name, best.step(), best.loss(), marginalLoss)));
            }
        }
    }

    private static TrainingPlan plan(TrainingGraph graph, TargetClassifier classifier, Operand<TFloat32> rows) {
        Update update = new Update(
                "target",
                classifier.loss(Pass.training(graph), rows),
                classifier.parameters(),
                OptimizerConfig.adam(RATE, 0.9, 0.999).withSchedule(new LearningRateSchedule.Cosine(LAST_RATE_FACTOR)));
        return new TrainingPlan(
                List.of(new Stage("target", 1, Stage.Order.SIMULTANEOUS, List.of(update))), Optional.empty());
    }

    private BatchSource batches() {
        return number -> {
            SplittableRandom random = new SplittableRandom(SeedMixing.mix(seed, number));
            return new Batch(Map.of(ROWS, rows(data.coded(), BATCH, position -> random.nextInt(data.rows()))));
        };
    }

    private static double loss(Session session, Operand<TFloat32> loss, Operand<TFloat32> rows, TFloat32 reference) {
        try (Result result = session.runner().feed(rows, reference).fetch(loss).run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    /** Cross-entropy, on unseen rows, of the shares of the categories. */
    private double marginalLoss() {
        double[] real = shares(data.coded());
        double[] seen = shares(unseen);
        double loss = 0;
        for (int category = 0; category < real.length; category++) {
            loss -= seen[category] * Math.log(Math.max(real[category], 1.0 / data.rows()));
        }
        return loss;
    }

    private double[] shares(CodedRows rows) {
        double[] shares = new double[slot.categories()];
        for (int row = 0; row < rows.rows(); row++) {
            shares[rows.category(column, row)] += 1.0 / rows.rows();
        }
        return shares;
    }

    private TFloat32 rows(CodedRows from, int count, IntUnaryOperator choice) {
        int width = data.layout().width();
        float[] values = new float[count * width];
        for (int position = 0; position < count; position++) {
            from.write(choice.applyAsInt(position), values, position);
        }
        return TFloat32.tensorOf(Shape.of(count, width), DataBuffers.of(values));
    }
}
