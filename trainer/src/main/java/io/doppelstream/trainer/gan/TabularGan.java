package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.gan.TabularConfig.Game;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.loss.AdversarialLoss;
import io.doppelstream.trainer.loss.Critic;
import io.doppelstream.trainer.loss.Penalty;
import io.doppelstream.trainer.loss.StandardLoss;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.train.ExponentialMovingAverage;
import io.doppelstream.trainer.train.LearningRateSchedule;
import io.doppelstream.trainer.train.OptimizerConfig;
import io.doppelstream.trainer.train.Stage;
import io.doppelstream.trainer.train.StatisticsEstimation;
import io.doppelstream.trainer.train.TrainingPlan;
import io.doppelstream.trainer.train.Update;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The default kind: CTGAN's generator (Xu et al., "Modeling Tabular Data using Conditional GAN", NeurIPS 2019) in the
 * relativistic game of R3GAN (Huang et al., "The GAN is dead; long live the GAN!", NeurIPS 2024), with conditions over
 * any few columns that are forced inside the generator.
 *
 * <p>With r and f the critic's scores of a real and a generated row that share a condition, and s the rows of a part of
 * the batch:
 *
 * <pre>
 * critic     E softplus(f - r) + gamma/2 E_s |grad_x D(x real)|^2 + gamma/2 E_s |grad_x D(x generated)|^2
 * generator  E softplus(r - f)
 * </pre>
 *
 * <p>The settings hold the alternatives that were compared: WGAN-GP's game, CTGAN's encoding, an information loss, a
 * warm-up of the critic. Once trained, marginals are calibrated ({@code MarginalCalibration}).
 *
 * <p>Deviations from CTGAN: columns are encoded as spikes and a quantile-normal rest; no packing, no dropout, no
 * cross-entropy on conditioned columns (they cannot be missed: {@link OutputForcing}); conditions follow the real
 * frequencies ({@link SubsetConditions}); the critic takes the condition by projection and sees scalars through
 * {@link HatFeatures} and pairs of values by products; a wide condition is embedded; the published weights are an exponential average, whose batch-norm statistics are estimated
 * anew. Deviations from R3GAN: multilayer perceptrons, both players updated from one run, penalties on a part of the
 * batch, a constant gamma.
 */
record TabularGan(TabularConfig config) implements Gan {

    @Override
    public ConditionSampler conditions(TabularData data) {
        return new SubsetConditions(data);
    }

    @Override
    public DrawnGan draw(TrainingGraph graph, TabularData data) {
        Ops tf = graph.tf();
        TrainingInputs inputs = TrainingInputs.draw(graph, data);
        ConditionalGenerator generator = ConditionalGenerator.of(
                config.latent(),
                config.conditionScale(),
                config.conditionEmbedding(),
                config.blocks(),
                config.hidden(),
                data);
        ProjectionCritic critic = ProjectionCritic.of(config.hidden(), config.products(), config.hats(), data);
        Pass pass = Pass.training(graph);
        Operand<TFloat32> raw = generator.raw(pass, tf.constant(data.batchRows()), inputs.condition());
        Operand<TFloat32> fake = new OutputForcing(data.layout())
                .softRows(tf, graph.noise(), raw, inputs.mask(), inputs.interval(), config.temperature());
        Operand<TFloat32> realFeatures = critic.features(pass, inputs.real());
        Operand<TFloat32> fakeFeatures = critic.features(pass, fake);
        Operand<TFloat32> realScores = critic.scoreOf(pass, realFeatures, inputs.condition());
        Operand<TFloat32> fakeScores = critic.scoreOf(pass, fakeFeatures, inputs.condition());
        Operand<TFloat32> penalty = penalty(graph, critic, inputs, fake, data.batchRows());
        Update criticUpdate = new Update(
                "critic",
                tf.math.add(loss().critic(tf, realScores, fakeScores), penalty),
                critic.parameters(),
                optimizer());
        Operand<TFloat32> generatorLoss = loss().generator(tf, realScores, fakeScores);
        Update generatorUpdate = new Update(
                "generator",
                config.informationWeight() == 0
                        ? generatorLoss
                        : tf.math.add(generatorLoss, informationLoss(tf, realFeatures, fakeFeatures)),
                generator.parameters(),
                optimizer());
        ExponentialMovingAverage average = new ExponentialMovingAverage(
                graph.variables(), config.averageDecay(), generator.parameters(), generator.statistics());
        StatisticsEstimation estimation = new StatisticsEstimation(
                graph, average, measured -> generator.raw(measured, tf.constant(data.batchRows()), inputs.condition()));
        return new DrawnGan(
                new TrainingPlan(stages(criticUpdate, generatorUpdate), Optional.of(average)),
                generator,
                average,
                Optional.of(estimation),
                Optional.of(critic));
    }

    private AdversarialLoss loss() {
        return config.game() == Game.RELATIVISTIC ? StandardLoss.RELATIVISTIC : StandardLoss.WASSERSTEIN;
    }

    private Penalty penalty() {
        return config.game() == Game.RELATIVISTIC
                ? Penalty.r1(config.gamma()).plus(Penalty.r2(config.gamma()))
                : Penalty.gradientPenalty(10 * config.gamma());
    }

    private List<Stage> stages(Update critic, Update generator) {
        Stage.Order order = Stage.Order.SIMULTANEOUS;
        if (config.warmUpShare() == 0) {
            return List.of(new Stage("adversarial", 1, order, List.of(critic, generator)));
        }
        return List.of(
                new Stage("warm-up", config.warmUpShare(), order, List.of(critic)),
                new Stage("adversarial", 1 - config.warmUpShare(), order, List.of(critic, generator)));
    }

    /** {@code |mean(real) - mean(fake)| + |deviation(real) - deviation(fake)|} of the features, Euclidean, weighted. */
    private Operand<TFloat32> informationLoss(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> means = distance(tf, mean(tf, real), mean(tf, fake));
        Operand<TFloat32> deviations = distance(tf, deviation(tf, real), deviation(tf, fake));
        return math.scale(config.informationWeight(), math.add(means, deviations));
    }

    private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> features) {
        return tf.math.mean(features, tf.constant(0));
    }

    private static Operand<TFloat32> deviation(Ops tf, Operand<TFloat32> features) {
        Operand<TFloat32> centered = tf.math.sub(features, mean(tf, features));
        return tf.math.sqrt(tf.math.add(mean(tf, tf.math.square(centered)), tf.constant(1e-6f)));
    }

    private static Operand<TFloat32> distance(Ops tf, Operand<TFloat32> left, Operand<TFloat32> right) {
        TensorMath math = new TensorMath(tf);
        return tf.math.sqrt(math.add(math.sum(tf.math.square(math.subtract(left, right))), math.scalar(1e-12)));
    }

    /** The game's penalty on the batch's first rows; the condition is held, only the row is varied. */
    private Operand<TFloat32> penalty(
            TrainingGraph graph, ProjectionCritic critic, TrainingInputs inputs, Operand<TFloat32> fake, int batch) {
        TensorMath math = new TensorMath(graph.tf());
        int rows = Math.max(1, (int) Math.round(batch * config.penaltyShare()));
        Operand<TFloat32> condition = math.firstRows(inputs.condition(), rows);
        Critic score = x -> critic.score(Pass.training(graph), x, condition);
        return penalty()
                .apply(
                        graph.tf(),
                        graph.noise(),
                        score,
                        math.firstRows(inputs.real(), rows),
                        math.firstRows(fake, rows));
    }

    private OptimizerConfig optimizer() {
        return OptimizerConfig.adam(config.learningRate(), 0, 0.99)
                .withSchedule(new LearningRateSchedule.Cosine(config.lastRateFactor()));
    }
}
