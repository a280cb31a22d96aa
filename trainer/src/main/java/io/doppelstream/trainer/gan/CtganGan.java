package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.loss.Critic;
import io.doppelstream.trainer.loss.Penalty;
import io.doppelstream.trainer.loss.StandardLoss;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.MovingStatistics;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.train.OptimizerConfig;
import io.doppelstream.trainer.train.Stage;
import io.doppelstream.trainer.train.TrainingPlan;
import io.doppelstream.trainer.train.Update;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * CTGAN (Xu et al., "Modeling Tabular Data using Conditional GAN", NeurIPS 2019), as a control. Numbers are encoded by a
 * Gaussian mixture; the condition names one category of one column; the critic judges packs of rows (Lin et al., 2018).
 *
 * <p>With D the score of a pack of rows and conditions, c the category that the condition names and G(c) the logit
 * distribution of its column:
 *
 * <pre>
 * critic     E D(generated) - E D(real) + lambda E (|grad D(between)| - 1)^2
 * generator  -E D(generated) + E crossEntropy(c, softmax G(c))
 * </pre>
 *
 * <p>Deviations: mixtures by expectation maximization with small modes dropped; conditions of requests are forced on top
 * ({@link OutputForcing}), so that they hold on any number of columns. Faults of the reference implementation that are
 * absent: the condition's place is right for every column; rows without a condition follow the real frequencies of
 * categories, not their logarithms; batch norm uses its running statistics when sampling.
 */
record CtganGan(CtganConfig config) implements Gan {

    private static final float STATISTICS_RATE = 0.1f;

    @Override
    public ConditionSampler conditions(TabularData data) {
        return new LogFrequencyConditions(data);
    }

    @Override
    public DrawnGan draw(TrainingGraph graph, TabularData data) {
        Ops tf = graph.tf();
        TensorMath math = new TensorMath(tf);
        TrainingInputs inputs = TrainingInputs.draw(graph, data);
        RowGenerator generator = new FrequencyConditionedGenerator(
                ConditionalGenerator.of(config.latent(), 1, 0, 2, config.hidden(), data), data.conditions());
        Network critic = critic(data);
        MovingStatistics moving = new MovingStatistics(tf, graph.variables(), tf.constant(STATISTICS_RATE));
        Pass pass = Pass.training(graph);
        Operand<TFloat32> raw =
                generator.raw(pass.withStatistics(moving), tf.constant(data.batchRows()), inputs.condition());
        OutputForcing output = new OutputForcing(data.layout());
        Operand<TFloat32> fake =
                output.softRows(tf, graph.noise(), raw, inputs.mask(), inputs.interval(), config.temperature());
        Operand<TFloat32> realPacks = packs(tf, inputs.real(), inputs.condition(), data);
        Operand<TFloat32> fakePacks = packs(tf, fake, inputs.condition(), data);
        Critic score = x -> critic.apply(pass, x);
        Operand<TFloat32> realScores = score.score(realPacks);
        Operand<TFloat32> fakeScores = score.score(fakePacks);
        Operand<TFloat32> penalty =
                Penalty.gradientPenalty(config.penaltyWeight()).apply(tf, graph.noise(), score, realPacks, fakePacks);
        OptimizerConfig adam = OptimizerConfig.adam(config.learningRate(), 0.5, 0.9);
        Update criticUpdate = new Update(
                "critic",
                math.add(StandardLoss.WASSERSTEIN.critic(tf, realScores, fakeScores), penalty),
                critic.parameters(),
                adam,
                config.criticSteps(),
                List.of());
        Update generatorUpdate = new Update(
                "generator",
                math.add(
                        StandardLoss.WASSERSTEIN.generator(tf, realScores, fakeScores),
                        crossEntropy(tf, output, raw, inputs.condition(), data)),
                generator.parameters(),
                adam.withWeightDecay(config.weightDecay()),
                1,
                moving.updates());
        Stage stage = new Stage("adversarial", 1, Stage.Order.ALTERNATING, List.of(criticUpdate, generatorUpdate));
        return new DrawnGan(
                new TrainingPlan(List.of(stage), Optional.empty()), generator, graph.variables(), Optional.empty());
    }

    private Network critic(TabularData data) {
        Layers layers = new Layers("critic");
        int width = config.pack() * (data.layout().width() + data.conditions().width());
        return Network.of(
                layers.dense(width, config.hidden()),
                layers.leakyRelu(0.2),
                layers.dropout(config.dropout()),
                layers.dense(config.hidden(), config.hidden()),
                layers.leakyRelu(0.2),
                layers.dropout(config.dropout()),
                layers.dense(config.hidden(), 1));
    }

    /** Rows and conditions side by side, several rows to a pack: float32[B / pack, pack * (D + C)]. */
    private Operand<TFloat32> packs(Ops tf, Operand<TFloat32> rows, Operand<TFloat32> condition, TabularData data) {
        int width = config.pack() * (data.layout().width() + data.conditions().width());
        return tf.reshape(new TensorMath(tf).joinColumns(List.of(rows, condition)), tf.constant(new int[] {-1, width}));
    }

    /** Of the category that each row's condition names, 0 where there is nothing to be conditioned. */
    private static Operand<TFloat32> crossEntropy(
            Ops tf, OutputForcing output, Operand<TFloat32> raw, Operand<TFloat32> condition, TabularData data) {
        TensorMath math = new TensorMath(tf);
        if (data.conditions().width() == 0) {
            return math.scalar(0);
        }
        Operand<TFloat32> named = tf.linalg.matMul(condition, tf.constant(logitOfCode(data)));
        Operand<TFloat32> logLikelihoods = math.multiply(named, output.logSoftmax(tf, raw));
        return math.scale(-1.0 / data.batchRows(), math.sum(logLikelihoods));
    }

    /** 1 where a code of the condition vector stands for a logit, float[C][L]. */
    private static float[][] logitOfCode(TabularData data) {
        float[][] matrix = new float[data.conditions().width()][data.layout().logits()];
        for (ColumnCodes column : data.conditions().columns()) {
            EncodedLayout.Slot slot = data.layout().slots().get(column.column());
            for (int category = 0; category < slot.categories(); category++) {
                matrix[column.offset() + category][slot.group() - data.layout().scalars() + category] = 1;
            }
        }
        return matrix;
    }
}
