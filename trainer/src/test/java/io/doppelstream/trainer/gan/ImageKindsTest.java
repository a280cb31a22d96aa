package io.doppelstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.trainer.TestImages;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.Stage;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import io.doppelstream.trainer.train.TrainingPlan;
import io.doppelstream.trainer.train.Update;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class ImageKindsTest {

    private static final ImageSet DIGIT_LIKE = TestImages.darkAndBright(new ImageShape(8, 8, 1), 40, 1);

    static List<SampleKind> kinds() {
        return Stream.of(
                        GanConfig.of("vanilla", Map.of("hidden", 8, "saturating", true)),
                        GanConfig.of("vanilla", Map.of("hidden", 8)),
                        GanConfig.of("conditional", Map.of("hidden", 8)),
                        GanConfig.of("conditional", Map.of("hidden", 8, "classWeight", 0)),
                        GanConfig.of("dcgan", Map.of("channels", 4, "classWeight", 0)),
                        GanConfig.of("dcgan", Map.of("channels", 4)),
                        GanConfig.of("wgan-gp", Map.of("channels", 4)),
                        GanConfig.of("r3gan-lite", Map.of("channels", 4, "augment", true)),
                        GanConfig.of("projection", Map.of("channels", 4)),
                        GanConfig.of("acgan", Map.of("channels", 4)))
                .map(kind -> (SampleKind) kind)
                .toList();
    }

    static Stream<Arguments> kindsAndPlayers() {
        return Stream.concat(
                kinds().stream().flatMap(kind -> Stream.of(Arguments.of(kind, 0), Arguments.of(kind, 1))),
                Stream.of(Arguments.of(GanConfig.of("dcgan", Map.of("channels", 4)), 2)));
    }

    static Stream<Arguments> kindsAndShapes() {
        return kinds().stream()
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, new ImageShape(9, 13, 3)),
                        Arguments.of(kind, new ImageShape(28, 28, 1)),
                        Arguments.of(kind, new ImageShape(5, 64, 3))));
    }

    private static DrawnSamples draw(SampleKind kind, TrainingGraph graph, ImageSet images) {
        TrainingImages data = TrainingImages.of(images, kind);
        return kind.draw(graph, ImageSpace.draw(graph, data.images(), data.batchRows()));
    }

    private static void train(SampleKind kind, TrainingLoop loop, Session session) {
        TrainingImages data = TrainingImages.of(DIGIT_LIKE, kind);
        TrainingOutcome outcome = loop.run(
                session,
                new ImageBatches(data.images(), data.batchRows(), 1),
                Budget.steps(3),
                TrainingListener.silent(),
                StopSignal.never());
        assertThat(outcome).isInstanceOf(TrainingOutcome.Trained.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldMoveEveryParameterWhenTrained(SampleKind kind) {
        try (TrainingGraph graph = new TrainingGraph(1)) {
            DrawnSamples gan = draw(kind, graph, DIGIT_LIKE);
            // Some games look at differences of scores, from which the critic's last bias drops out.
            List<Parameter> parameters = gan.plan().parameters().stream()
                    .filter(parameter -> !(parameter.name().matches("critic\\..*\\.bias") && parameter.size() == 1))
                    .toList();
            TrainingLoop loop = new TrainingLoop(graph, gan.plan());
            try (Session session = graph.open(new ExecutionConfig(1, 1))) {
                WeightSnapshot first = WeightSnapshot.take(session, graph.variables(), parameters);
                train(kind, loop, session);
                WeightSnapshot last = WeightSnapshot.take(session, graph.variables(), parameters);
                assertThat(parameters).allSatisfy(parameter -> assertThat(last.values(parameter))
                        .isNotEqualTo(first.values(parameter)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndPlayers")
    void shouldLeaveTheOtherPlayersAloneWhenOneIsUpdated(SampleKind kind, int player) {
        try (TrainingGraph graph = new TrainingGraph(1)) {
            DrawnSamples gan = draw(kind, graph, DIGIT_LIKE);
            List<Update> updates = gan.plan().stages().get(0).updates();
            List<Parameter> others = updates.stream()
                    .filter(update ->
                            !update.player().equals(updates.get(player).player()))
                    .flatMap(update -> update.parameters().stream())
                    .toList();
            Stage alone = new Stage("one player", 1, Stage.Order.ALTERNATING, List.of(updates.get(player)));
            TrainingLoop loop = new TrainingLoop(
                    graph, new TrainingPlan(List.of(alone), gan.plan().average()));
            try (Session session = graph.open(new ExecutionConfig(1, 1))) {
                WeightSnapshot first = WeightSnapshot.take(session, graph.variables(), others);
                train(kind, loop, session);
                assertThat(WeightSnapshot.take(session, graph.variables(), others)
                                .sameBits(first))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndShapes")
    void shouldHaveTheImagesShapeWhenGenerated(SampleKind kind, ImageShape shape) {
        try (TrainingGraph graph = new TrainingGraph(1)) {
            DrawnSamples gan = draw(kind, graph, TestImages.darkAndBright(shape, 20, 1));
            Operand<TFloat32> noise = graph.tf().zeros(graph.tf().constant(new int[] {3, 64}), TFloat32.class);
            int classes = kind.conditional() ? 2 : 0;
            Operand<TFloat32> condition = graph.tf().zeros(graph.tf().constant(new int[] {3, classes}), TFloat32.class);
            Operand<TFloat32> raw = gan.generator().raw(Pass.training(graph), noise, condition);
            assertThat(raw.shape()).isEqualTo(Shape.of(3, shape.height(), shape.width(), shape.channels()));
        }
    }

    @ParameterizedTest
    @CsvSource({"dcgan", "wgan-gp", "r3gan-lite", "vanilla"})
    void shouldTrainWithoutClassesWhenTheImagesHaveNone(String name) {
        SampleKind kind = (SampleKind) GanConfig.of(name);
        try (TrainingGraph graph = new TrainingGraph(1)) {
            assertThat(draw(kind, graph, TestImages.unlabelled(DIGIT_LIKE))
                            .plan()
                            .parameters())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"conditional", "projection", "acgan"})
    void shouldRefuseImagesWithoutClassesWhenItNeedsThem(String name) {
        SampleKind kind = (SampleKind) GanConfig.of(name);
        assertThatThrownBy(() -> TrainingImages.of(TestImages.unlabelled(DIGIT_LIKE), kind))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected images with classes for the GAN kind " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "vanilla, dropout, 1",
        "conditional, classWeight, -1",
        "dcgan, learningRate, 0",
        "dcgan, averageDecay, 1",
        "wgan-gp, penaltyShare, 2",
        "wgan-gp, lambda, -1",
        "r3gan-lite, gamma, -0.5",
        "r3gan-lite, penaltyShare, 0",
        "projection, classWeight, -1",
        "acgan, classWeight, 0"
    })
    void shouldRefuseASettingOutsideItsRangeBeforeAnythingIsTrained(String kind, String setting, double value) {
        assertThatThrownBy(() -> GanConfig.of(kind, Map.of(setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting)
                .hasMessageContaining("for the GAN kind " + kind + ", found " + value);
    }

    @Test
    void shouldKeepTheSpectralVectorsWhenTheCriticMoves() {
        SampleKind kind = (SampleKind) GanConfig.of("projection", Map.of("channels", 4));
        try (TrainingGraph graph = new TrainingGraph(1)) {
            DrawnSamples gan = draw(kind, graph, DIGIT_LIKE);
            Update critic = gan.plan().stages().get(0).updates().get(0);
            assertThat(critic.sideEffects()).isNotEmpty();
            assertThat(gan.generator().statistics()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"8,8,2,2,2", "28,28,2,7,7", "64,64,4,4,4", "9,13,2,3,4", "5,64,1,3,32", "3,3,0,3,3"})
    void shouldHalveDownToAShortSideOfSevenAtMost(int height, int width, int levels, int baseHeight, int baseWidth) {
        Pyramid pyramid = Pyramid.of(Shape.of(height, width, 1));
        assertThat(pyramid.levels()).isEqualTo(levels);
        assertThat(pyramid.height(levels)).isEqualTo(baseHeight);
        assertThat(pyramid.width(levels)).isEqualTo(baseWidth);
    }
}
