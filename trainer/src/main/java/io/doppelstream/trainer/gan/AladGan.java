package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.NormalNoise;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.loss.StandardLoss;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.MovingStatistics;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.train.ExponentialMovingAverage;
import io.doppelstream.trainer.train.LearningRateSchedule;
import io.doppelstream.trainer.train.OptimizerConfig;
import io.doppelstream.trainer.train.Stage;
import io.doppelstream.trainer.train.TrainingPlan;
import io.doppelstream.trainer.train.Update;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * ALAD (Zenati et al., "Adversarially Learned Anomaly Detection", ICDM 2018): an encoder E beside the generator G, so that a row's
 * reconstruction G(E(x)) takes one pass. What is like the training rows comes back, what is not does not.
 *
 * <p>Three discriminators tell pairs apart, E and G make them alike:
 *
 * <pre>
 * D_xz  (x, E(x))  from  (G(z), z)          E and G are inverse to each other (ALI, BiGAN)
 * D_xx  (x, x)     from  (x, G(E(x)))       rows are reconstructed (ALICE)
 * D_zz  (z, z)     from  (z, E(G(z)))       and so are latents
 * loss of each discriminator   E softplus(-real) + E softplus(fake); of E and G the same with real and fake exchanged
 *
 * score  alad(x) = | f(x, x) - f(x, G(E(x))) |_1,  f the last hidden layer of D_xx
 * </pre>
 *
 * <p>All discriminators are under spectral normalization; scores take averaged weights of E and G.
 *
 * <p>Deviations: rows are {@link EventSpace}'s, so that outliers stay outliers; E sees a row under normal noise of a deviation drawn
 * anew for each row, log-uniform, and E and G also minimize the squared error of x from G(E(x + noise)) (denoising: Vincent et al., 2008). Without it
 * a wide latent reconstructs anomalies as well as anything else, and a narrow one does not reconstruct normal rows. Discriminators
 * D_xx and D_xz see that reconstruction, the score has no noise. All players move in one run; Adam at a higher rate, which falls along a cosine.
 */
public record AladGan(
        AladConfig config,
        EventSpace space,
        Network encoder,
        Network generator,
        Discriminator pairs,
        Discriminator rows,
        Discriminator latents) {

    private static final double SLOPE = 0.2;

    /** A discriminator of pairs: the hidden layers f, and the score over them. */
    record Discriminator(Network body, Layer score) {

        static Discriminator of(String name, int width, int hidden) {
            Layers layers = new Layers(name);
            Network body = Network.of(
                    layers.spectralNorm(layers.dense(width, hidden)),
                    layers.leakyRelu(SLOPE),
                    layers.spectralNorm(layers.dense(hidden, hidden)),
                    layers.leakyRelu(SLOPE));
            return new Discriminator(body, layers.spectralNorm(layers.dense(hidden, 1)));
        }

        /** f, float32[rows, hidden]. */
        Operand<TFloat32> features(Pass pass, Operand<TFloat32> left, Operand<TFloat32> right) {
            return body.apply(pass, new TensorMath(pass.tf()).joinColumns(List.of(left, right)));
        }

        Operand<TFloat32> score(Pass pass, Operand<TFloat32> left, Operand<TFloat32> right) {
            return score.apply(pass, features(pass, left, right));
        }

        Stream<Parameter> parameters() {
            return Stream.concat(body.parameters().stream(), score.parameters().stream());
        }
    }

    /** The networks for events. */
    public static AladGan of(AladConfig config, EventSpace space) {
        int width = space.width();
        return new AladGan(
                config,
                space,
                perceptron(new Layers("encoder"), width, config.hidden(), config.latent()),
                perceptron(new Layers("generator"), config.latent(), config.hidden(), width),
                Discriminator.of("critic-xz", width + config.latent(), config.hidden()),
                Discriminator.of("critic-xx", 2 * width, config.hidden()),
                Discriminator.of("critic-zz", 2 * config.latent(), config.hidden()));
    }

    private static Network perceptron(Layers layers, int inputs, int hidden, int outputs) {
        return Network.of(layers.dense(inputs, hidden), layers.leakyRelu(SLOPE), layers.dense(hidden, outputs));
    }

    /** The game drawn, and the weights that scores take. */
    public record Drawn(TrainingPlan plan, Weights scoring) {}

    /**
     * Draws the game.
     *
     * @param row float32[B, D], training rows as {@code EventFeatures} gives them
     */
    public Drawn draw(TrainingGraph graph, Operand<TFloat32> row) {
        Ops tf = graph.tf();
        TensorMath math = new TensorMath(tf);
        Pass pass = Pass.training(graph);
        MovingStatistics moving = new MovingStatistics(tf, graph.variables(), tf.constant(1f));
        Pass observed = pass.withStatistics(moving);
        Operand<TInt32> batch = math.rowCount(row);
        Operand<TFloat32> x = space.standardized(tf, row);
        Operand<TFloat32> z = NormalNoise.of(tf, graph.noise(), batch, config.latent());
        Operand<TFloat32> encoded = encoder.apply(pass, noisy(graph, x, batch));
        Operand<TFloat32> reconstructed = generated(pass, encoded);
        Operand<TFloat32> generated = generated(pass, z);
        Operand<TFloat32> recoded = encoder.apply(pass, generated);

        Operand<TFloat32> realPair = pairs.score(observed, x, encoded);
        Operand<TFloat32> fakePair = pairs.score(pass, generated, z);
        Operand<TFloat32> realRow = rows.score(observed, x, x);
        Operand<TFloat32> fakeRow = rows.score(pass, x, reconstructed);
        Operand<TFloat32> realLatent = latents.score(observed, z, z);
        Operand<TFloat32> fakeLatent = latents.score(pass, z, recoded);
        Operand<TFloat32> told = math.add(
                discriminated(tf, realPair, fakePair),
                math.add(discriminated(tf, realRow, fakeRow), discriminated(tf, realLatent, fakeLatent)));
        Operand<TFloat32> confused = math.add(
                discriminated(tf, fakePair, realPair),
                math.add(discriminated(tf, fakeRow, realRow), discriminated(tf, fakeLatent, realLatent)));
        Operand<TFloat32> error = math.mean(tf.math.square(math.subtract(reconstructed, x)));
        List<Parameter> players = Stream.concat(encoder.parameters().stream(), generator.parameters().stream())
                .toList();
        List<Parameter> discriminators = Stream.of(pairs, rows, latents)
                .flatMap(Discriminator::parameters)
                .toList();
        Update critics = new Update("discriminators", told, discriminators, optimizer(), 1, moving.updates());
        Update makers = new Update(
                "encoder and generator",
                math.add(confused, math.scale(config.reconstructionWeight(), error)),
                players,
                optimizer());
        ExponentialMovingAverage average =
                new ExponentialMovingAverage(graph.variables(), config.averageDecay(), players, List.of());
        Stage stage = new Stage("alad", 1, Stage.Order.SIMULTANEOUS, List.of(critics, makers));
        Set<Parameter> averaged = new HashSet<>(players);
        return new Drawn(
                new TrainingPlan(List.of(stage), Optional.of(average)),
                parameter -> averaged.contains(parameter)
                        ? average.of(parameter)
                        : graph.variables().of(parameter));
    }

    /** x under normal noise whose deviation is drawn for each row, log-uniform. */
    private Operand<TFloat32> noisy(TrainingGraph graph, Operand<TFloat32> x, Operand<TInt32> batch) {
        Ops tf = graph.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> uniform = tf.random.statelessRandomUniform(
                tf.stack(List.of(batch, tf.constant(1))), graph.noise().next(tf));
        double low = Math.log(config.shallowNoise());
        Operand<TFloat32> deviation =
                tf.math.exp(math.add(math.scalar(low), math.scale(Math.log(config.deepNoise()) - low, uniform)));
        return math.add(x, math.multiply(deviation, NormalNoise.of(tf, graph.noise(), batch, space.width())));
    }

    private Operand<TFloat32> generated(Pass pass, Operand<TFloat32> z) {
        return space.finished(pass.tf(), generator.apply(pass, z));
    }

    private static Operand<TFloat32> discriminated(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
        return StandardLoss.NON_SATURATING.critic(tf, real, fake);
    }

    private OptimizerConfig optimizer() {
        return OptimizerConfig.adam(config.learningRate(), 0.5, 0.999)
                .withSchedule(new LearningRateSchedule.Cosine(0.02));
    }

    /**
     * The reconstruction of rows.
     *
     * @param x standardized, float32[rows, F]
     * @return standardized, float32[rows, F]
     */
    public Operand<TFloat32> reconstruction(Pass pass, Operand<TFloat32> x) {
        return generated(pass, encoder.apply(pass, x));
    }

    /** The paper's score of rows and their reconstruction, float32[rows]. */
    public Operand<TFloat32> score(Pass pass, Operand<TFloat32> x, Operand<TFloat32> reconstruction) {
        Ops tf = pass.tf();
        Operand<TFloat32> difference = tf.math.sub(rows.features(pass, x, x), rows.features(pass, x, reconstruction));
        return tf.reduceSum(tf.math.abs(difference), tf.constant(1));
    }

    /** All that {@link #reconstruction} and {@link #score} need. */
    public List<Parameter> scoringParameters() {
        return Stream.of(encoder, generator, rows.body())
                .flatMap(network -> Stream.concat(network.parameters().stream(), network.statistics().stream()))
                .toList();
    }
}
