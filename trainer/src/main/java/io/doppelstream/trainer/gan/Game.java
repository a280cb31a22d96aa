package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.loss.AdversarialLoss;
import io.doppelstream.trainer.loss.Critic;
import io.doppelstream.trainer.loss.Penalty;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.MovingStatistics;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.train.ExponentialMovingAverage;
import io.doppelstream.trainer.train.OptimizerConfig;
import io.doppelstream.trainer.train.Stage;
import io.doppelstream.trainer.train.StatisticsEstimation;
import io.doppelstream.trainer.train.TrainingPlan;
import io.doppelstream.trainer.train.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One generator against one critic: what a {@link SampleKind} leaves open is filled in by its networks. Real and generated
 * samples of a batch share their conditions. The published weights are an exponential average of the generator's.
 *
 * @param loss of both players
 * @param penalty in the critic's loss; empty: none
 * @param penaltyShare share of the batch that the penalty is measured on, in (0, 1]
 * @param generatorOptimizer of the generator
 * @param criticOptimizer of the critic
 * @param criticSteps critic steps for one of the generator; 1: both move in one run, on the same batch
 * @param warmUpShare share of the training in which the critic plays alone at the start, in [0, 1)
 * @param averageDecay of the generator's averaged weights
 * @param classLoss part of an auxiliary classifier
 */
record Game(
        AdversarialLoss loss,
        Optional<Penalty> penalty,
        double penaltyShare,
        OptimizerConfig generatorOptimizer,
        OptimizerConfig criticOptimizer,
        int criticSteps,
        double warmUpShare,
        double averageDecay,
        ClassLoss classLoss) {

    Game {
        if (!(penaltyShare > 0 && penaltyShare <= 1 && warmUpShare >= 0 && warmUpShare < 1) || criticSteps < 1) {
            throw new IllegalArgumentException("expected a penalty share in (0, 1], a warm-up share in [0, 1) and at"
                    + " least one critic step, found " + penaltyShare + ", " + warmUpShare + " and " + criticSteps);
        }
    }

    /** Without penalty and warm-up, one optimizer, one critic step. */
    static Game of(AdversarialLoss loss, OptimizerConfig optimizer, double averageDecay) {
        return new Game(loss, Optional.empty(), 1, optimizer, optimizer, 1, 0, averageDecay, ClassLoss.none());
    }

    Game withPenalty(Penalty added, double share) {
        return new Game(
                loss,
                Optional.of(added),
                share,
                generatorOptimizer,
                criticOptimizer,
                criticSteps,
                warmUpShare,
                averageDecay,
                classLoss);
    }

    Game withCriticSteps(int steps) {
        return new Game(
                loss,
                penalty,
                penaltyShare,
                generatorOptimizer,
                criticOptimizer,
                steps,
                warmUpShare,
                averageDecay,
                classLoss);
    }

    Game withWarmUp(double share) {
        return new Game(
                loss,
                penalty,
                penaltyShare,
                generatorOptimizer,
                criticOptimizer,
                criticSteps,
                share,
                averageDecay,
                classLoss);
    }

    Game withCriticOptimizer(OptimizerConfig optimizer) {
        return new Game(
                loss,
                penalty,
                penaltyShare,
                generatorOptimizer,
                optimizer,
                criticSteps,
                warmUpShare,
                averageDecay,
                classLoss);
    }

    Game withClassLoss(ClassLoss added) {
        return new Game(
                loss,
                penalty,
                penaltyShare,
                generatorOptimizer,
                criticOptimizer,
                criticSteps,
                warmUpShare,
                averageDecay,
                added);
    }

    /**
     * Draws the game.
     *
     * @param critic from samples under the pass's condition to scores, float32[rows, 1], and logits of the classes,
     *     float32[rows, C], where there is a class loss
     */
    DrawnSamples draw(TrainingGraph graph, SampleSpace space, SampleGenerator generator, Layer critic) {
        Ops tf = graph.tf();
        Pass pass = Pass.training(graph).withCondition(space.condition());
        Operand<TFloat32> noise = generator.noise(tf, graph.noise(), tf.constant(space.batch()));
        Operand<TFloat32> fake = space.samples(tf, graph.noise(), generator.raw(pass, noise, space.condition()));
        MovingStatistics moving = new MovingStatistics(tf, graph.variables(), tf.constant(1f));
        Verdicts real = classLoss.verdicts(pass.withStatistics(moving), critic, space.real());
        Verdicts generated = classLoss.verdicts(pass, critic, fake);
        Update criticUpdate = new Update(
                "critic",
                tf.math.add(
                        tf.math.add(
                                loss.critic(tf, real.scores(), generated.scores()),
                                classLoss.critic(tf, real, space.condition())),
                        penalty(graph, space, critic, fake)),
                critic.parameters(),
                criticOptimizer,
                criticSteps,
                moving.updates());
        Update generatorUpdate = new Update(
                "generator",
                tf.math.add(
                        loss.generator(tf, real.scores(), generated.scores()),
                        classLoss.generator(tf, generated, space.condition())),
                generator.parameters(),
                generatorOptimizer);
        ExponentialMovingAverage average = new ExponentialMovingAverage(
                graph.variables(), averageDecay, generator.parameters(), generator.statistics());
        Optional<StatisticsEstimation> estimation = generator.statistics().isEmpty()
                ? Optional.empty()
                : Optional.of(new StatisticsEstimation(
                        graph, average, measured -> generator.raw(measured, noise, space.condition())));
        List<Update> updates = new ArrayList<>(List.of(criticUpdate, generatorUpdate));
        classLoss.classifier(tf, real, space.condition()).ifPresent(updates::add);
        return new DrawnSamples(
                new TrainingPlan(stages(updates), Optional.of(average)), generator, average, estimation);
    }

    private Operand<TFloat32> penalty(TrainingGraph graph, SampleSpace space, Layer critic, Operand<TFloat32> fake) {
        TensorMath math = new TensorMath(graph.tf());
        if (penalty.isEmpty()) {
            return math.scalar(0);
        }
        int rows = Math.max(1, (int) Math.round(space.batch() * penaltyShare));
        Pass pass = Pass.training(graph).withCondition(math.firstRows(space.condition(), rows));
        Critic score =
                samples -> Verdicts.of(graph.tf(), critic.apply(pass, samples)).scores();
        return penalty.get()
                .apply(
                        graph.tf(),
                        graph.noise(),
                        score,
                        math.firstRows(space.real(), rows),
                        math.firstRows(fake, rows));
    }

    /** @param updates the critic's first */
    private List<Stage> stages(List<Update> updates) {
        Stage.Order order = criticSteps == 1 ? Stage.Order.SIMULTANEOUS : Stage.Order.ALTERNATING;
        Stage game = new Stage("adversarial", 1 - warmUpShare, order, updates);
        return warmUpShare == 0
                ? List.of(game)
                : List.of(new Stage("warm-up", warmUpShare, order, updates.subList(0, 1)), game);
    }
}
