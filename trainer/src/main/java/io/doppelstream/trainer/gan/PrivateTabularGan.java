package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.loss.Critic;
import io.doppelstream.trainer.loss.Penalty;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.privacy.GradientNoise;
import io.doppelstream.trainer.privacy.PerExampleClipping;
import io.doppelstream.trainer.privacy.PrivacyPlan;
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
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The tabular kind under differential privacy: DP-SGD (Abadi et al., 2016) on the critic, the only player that sees real
 * rows (DPGAN, Xie et al., 2018). With r and f the critic's scores of a real and a generated row, c the row's clipping
 * factor, B the expected number of real rows and F the number of generated ones:
 *
 * <pre>
 * critic     1/B (sum over real rows of c softplus(-r), + noise sigma C on its gradient)
 *            + 1/F sum over generated rows of c softplus(f) + gamma/2 E |grad_x D(x generated)|^2
 * generator  E softplus(-f)
 * </pre>
 *
 * <p>Why not {@link TabularGan}'s relativistic game: there the generator's gradient holds the scores of real rows, so
 * that the generator would need noise of its own. Here it sees the critic's weights alone, and is private by
 * post-processing. The terms on generated rows hold no real row, and take no noise; they are clipped like the real ones so that
 * both sides cancel where the distributions agree. R1 holds real rows and is left out.
 *
 * <p>Neither player is shown conditions: those of training come from real rows. Conditions then hold by
 * {@link OutputForcing} alone: the other columns do not follow them.
 */
public record PrivateTabularGan(TabularConfig config, PrivacyPlan plan) {

    /** Draws networks and losses into the graph; the session is opened after this. */
    public DrawnPrivateGan draw(TrainingGraph graph, TabularData data) {
        Ops tf = graph.tf();
        TensorMath math = new TensorMath(tf);
        PrivateInputs inputs = PrivateInputs.draw(graph, data, plan.capacity());
        int generated = Math.max(2, (int) Math.round(plan.expectedBatch()));
        // A scale of 0 keeps the condition, which was never trained on, out of the network when serving too.
        ConditionalGenerator generator =
                ConditionalGenerator.of(config.latent(), 0, 0, config.blocks(), config.hidden(), data);
        ProjectionCritic critic = ProjectionCritic.unconditional(config.hidden(), config.hats(), data);
        Operand<TFloat32> fake = fakeRows(graph, generator, data, generated);

        PerExampleClipping clipping = new PerExampleClipping();
        Operand<TFloat32> rows = tf.concat(List.of(inputs.real(), fake), tf.constant(0));
        Operand<TFloat32> scores = tf.reshape(
                critic.score(Pass.training(graph).withLinearMaps(clipping), rows, null), tf.constant(new int[] {-1}));
        Operand<TFloat32> real = tf.slice(scores, tf.constant(new int[] {0}), tf.constant(new int[] {plan.capacity()}));
        Operand<TFloat32> ofFake =
                tf.slice(scores, tf.constant(new int[] {plan.capacity()}), tf.constant(new int[] {generated}));
        Operand<TFloat32> losses =
                tf.concat(List.of(tf.math.softplus(tf.math.neg(real)), tf.math.softplus(ofFake)), tf.constant(0));
        Operand<TFloat32> factors = clipping.factors(tf, losses, critic.parameters(), plan.clip());
        Operand<TFloat32> weights = tf.concat(
                List.of(
                        math.scale(1 / plan.expectedBatch(), inputs.present()),
                        tf.fill(tf.constant(new int[] {generated}), math.scalar(1.0 / generated))),
                tf.constant(0));
        Operand<TFloat32> game = math.sum(math.multiply(losses, math.multiply(factors, weights)));
        Operand<TFloat32> noise = GradientNoise.term(
                tf,
                Seeds.ofRequest(inputs.noiseKey()),
                graph.variables(),
                critic.parameters(),
                plan.noiseMultiplier() * plan.clip() / plan.expectedBatch());
        Update criticUpdate = new Update(
                "critic",
                math.add(game, math.add(noise, penalty(graph, critic, fake, generated))),
                critic.parameters(),
                optimizer());
        Update generatorUpdate = new Update(
                "generator", math.mean(tf.math.softplus(tf.math.neg(ofFake))), generator.parameters(), optimizer());

        ExponentialMovingAverage average = new ExponentialMovingAverage(
                graph.variables(), config.averageDecay(), generator.parameters(), generator.statistics());
        StatisticsEstimation estimation = new StatisticsEstimation(
                graph, average, measured -> generator.raw(measured, tf.constant(generated), none(tf, data, generated)));
        Stage stage = new Stage("adversarial", 1, Stage.Order.SIMULTANEOUS, List.of(criticUpdate, generatorUpdate));
        return new DrawnPrivateGan(
                new TrainingPlan(List.of(stage), Optional.of(average)), generator, average, estimation);
    }

    private Operand<TFloat32> fakeRows(
            TrainingGraph graph, ConditionalGenerator generator, TabularData data, int rows) {
        Ops tf = graph.tf();
        Operand<TFloat32> raw = generator.raw(Pass.training(graph), tf.constant(rows), none(tf, data, rows));
        float[][][] whole = new float[1][data.layout().scalars()][];
        for (int scalar = 0; scalar < whole[0].length; scalar++) {
            whole[0][scalar] = new float[] {-1, 1};
        }
        Operand<TFloat32> interval = whole[0].length == 0
                ? tf.zeros(tf.constant(new int[] {1, 0, 2}), TFloat32.class)
                : tf.constant(StdArrays.ndCopyOf(whole));
        Operand<TFloat32> mask =
                tf.zeros(tf.constant(new int[] {1, data.layout().logits()}), TFloat32.class);
        return new OutputForcing(data.layout()).softRows(tf, graph.noise(), raw, mask, interval, config.temperature());
    }

    private static Operand<TFloat32> none(Ops tf, TabularData data, int rows) {
        return tf.zeros(tf.constant(new int[] {rows, data.conditions().width()}), TFloat32.class);
    }

    /** R2 on the first generated rows. */
    private Operand<TFloat32> penalty(
            TrainingGraph graph, ProjectionCritic critic, Operand<TFloat32> fake, int generated) {
        int rows = Math.max(1, (int) Math.round(generated * config.penaltyShare()));
        Operand<TFloat32> first = new TensorMath(graph.tf()).firstRows(fake, rows);
        Critic score = x -> critic.score(Pass.training(graph), x, null);
        return Penalty.r2(config.gamma()).apply(graph.tf(), graph.noise(), score, first, first);
    }

    private OptimizerConfig optimizer() {
        return OptimizerConfig.adam(config.learningRate(), 0, 0.99)
                .withSchedule(new LearningRateSchedule.Cosine(config.lastRateFactor()));
    }
}
