package io.doppelstream.trainer.train;

import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.loss.Critic;
import io.doppelstream.trainer.loss.Penalty;
import io.doppelstream.trainer.loss.StandardLoss;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.MovingStatistics;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A GAN of two dimensions, with everything a real one has: noise, batch norm, dropout, a penalty and an average. */
final class TinyGan implements AutoCloseable {

    static final int ROWS = 16;
    static final int LATENT = 3;

    final TrainingGraph graph;
    final Network generator;
    final Network critic;
    final Operand<TFloat32> fake;
    final ExponentialMovingAverage average;
    final Update criticUpdate;
    final Update generatorUpdate;

    TinyGan(long seed) {
        graph = new TrainingGraph(seed);
        Layers g = new Layers("generator");
        Layers d = new Layers("critic");
        generator = Network.of(g.concatBlock(g.dense(LATENT, 8), g.batchNorm(8), g.relu()), g.dense(LATENT + 8, 2));
        critic = Network.of(d.dense(2, 8), d.leakyRelu(0.2), d.dropout(0.2), d.dense(8, 1));
        Ops tf = graph.tf();
        Placeholder<TFloat32> real =
                tf.withName("real").placeholder(TFloat32.class, Placeholder.shape(Shape.of(ROWS, 2)));
        average = new ExponentialMovingAverage(graph.variables(), 0.9, generator.parameters(), generator.statistics());
        MovingStatistics moving = new MovingStatistics(tf, graph.variables(), tf.constant(0.1f));
        Pass pass = Pass.training(graph);
        fake = generator.apply(pass.withStatistics(moving), latent());
        Critic score = x -> critic.apply(pass, x);
        Operand<TFloat32> realScores = score.score(real);
        Operand<TFloat32> fakeScores = score.score(fake);
        Penalty penalty = Penalty.r1(1).plus(Penalty.gradientPenalty(1));
        criticUpdate = new Update(
                "critic",
                tf.math.add(
                        StandardLoss.NON_SATURATING.critic(tf, realScores, fakeScores),
                        penalty.apply(tf, graph.noise(), score, real, fake)),
                critic.parameters(),
                OptimizerConfig.adam(1e-2, 0, 0.99));
        generatorUpdate = new Update(
                "generator",
                StandardLoss.NON_SATURATING.generator(tf, realScores, fakeScores),
                generator.parameters(),
                OptimizerConfig.adam(1e-2, 0.5, 0.9)
                        .withWeightDecay(1e-4)
                        .withSchedule(new LearningRateSchedule.Cosine(0.02)),
                1,
                moving.updates());
    }

    Operand<TFloat32> latent() {
        Ops tf = graph.tf();
        return tf.random.statelessRandomNormal(
                tf.constant(new int[] {ROWS, LATENT}), graph.noise().next(tf));
    }

    TrainingPlan plan(Stage.Order order, Update... updates) {
        return new TrainingPlan(List.of(new Stage("adversarial", 1, order, List.of(updates))), Optional.of(average));
    }

    Session open() {
        return graph.open(new ExecutionConfig(2, 2));
    }

    WeightSnapshot weights(Session session, Network network) {
        return WeightSnapshot.take(session, graph.variables(), network.parameters());
    }

    /** Points around (1, -1), the same for every run of a number. */
    static BatchSource data() {
        return run -> {
            Random random = new Random(7 + run);
            float[] values = new float[2 * ROWS];
            for (int index = 0; index < values.length; index++) {
                values[index] = (float) (random.nextGaussian() / 2 + (index % 2 == 0 ? 1 : -1));
            }
            return new Batch(Map.of("real", TFloat32.tensorOf(Shape.of(ROWS, 2), DataBuffers.of(values))));
        };
    }

    @Override
    public void close() {
        graph.close();
    }
}
