package io.doppelstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.trainer.DerivativeCheck;
import io.doppelstream.trainer.TestImages;
import io.doppelstream.trainer.TestTables;
import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.train.Update;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ClassLossTest {

    private static final ImageSet IMAGES = TestImages.darkAndBright(new ImageShape(8, 8, 1), 4, 1);

    private static ClassLoss headed(double weight, double plain) {
        return new ClassLoss(weight, plain, Optional.empty());
    }

    /** Two classes, the first of which is the image's; how plain it is follows from the difference of the logits. */
    private static double generator(ClassLoss loss, double probability) {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            return value(loss.generator(tf, verdicts(tf, probability), firstClass(tf)));
        }
    }

    private static double critic(ClassLoss loss, double probability) {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            return value(loss.critic(tf, verdicts(tf, probability), firstClass(tf)));
        }
    }

    private static Verdicts verdicts(Ops tf, double probability) {
        float logit = (float) Math.log(probability / (1 - probability));
        return Verdicts.of(tf, tf.constant(new float[][] {{5, logit, 0}, {-5, logit, 0}}));
    }

    private static Operand<TFloat32> firstClass(Ops tf) {
        return tf.constant(new float[][] {{1, 0}, {1, 0}});
    }

    private static double value(Operand<TFloat32> scalar) {
        try (TFloat32 tensor = scalar.asTensor()) {
            return tensor.getFloat();
        }
    }

    @Test
    void shouldAskNoMoreOfTheGeneratorWhenTheClassIsPlain() {
        ClassLoss hinge = headed(2, 0.7);
        assertThat(generator(hinge, 0.7001)).isZero();
        assertThat(generator(hinge, 0.99)).isZero();
        assertThat(generator(hinge, 0.2)).isCloseTo(2 * Math.log(0.7 / 0.2), within(1e-5));
        assertThat(generator(ClassLoss.crossEntropy(2), 0.99)).isCloseTo(-2 * Math.log(0.99), within(1e-5));
    }

    @Test
    void shouldLearnTheWholeCrossEntropyFromRealImages() {
        assertThat(critic(headed(2, 0.7), 0.99)).isCloseTo(-2 * Math.log(0.99), within(1e-5));
    }

    @Test
    void shouldAskNothingWhenImagesHaveNoClasses() {
        ClassLoss none = hinge(TestImages.unlabelled(IMAGES));
        assertThat(none).isEqualTo(ClassLoss.none());
        assertThat(generator(none, 0.2)).isZero();
        assertThat(critic(none, 0.2)).isZero();
        assertThat(hinge(IMAGES).headed()).isTrue();
    }

    private static ClassLoss hinge(ImageSet images) {
        try (TrainingGraph graph = new TrainingGraph(1)) {
            return ClassLoss.hingeByHead(0.5, ImageSpace.draw(graph, images, 2));
        }
    }

    @Test
    void shouldLeaveTheCriticAloneWhenTheClassifierIsAPlayerOfItsOwn() {
        try (TrainingGraph graph = new TrainingGraph(1)) {
            ImageSpace space = ImageSpace.draw(graph, IMAGES, 2);
            ClassLoss loss = ClassLoss.hingeByPlayer(0.5, space);
            assertThat(loss.headed()).isFalse();
            Layer critic = new Layers("critic").reshape(Shape.of(64));
            Verdicts verdicts = loss.verdicts(Pass.training(graph), critic, space.real());
            assertThat(verdicts.scores().shape()).isEqualTo(Shape.of(2, 1));
            assertThat(verdicts.logits().shape()).isEqualTo(Shape.of(2, 2));
            Update learning =
                    loss.classifier(graph.tf(), verdicts, space.condition()).orElseThrow();
            assertThat(learning.parameters()).isNotEmpty().allSatisfy(parameter -> assertThat(parameter.name())
                    .startsWith("classifier."));
            assertThat(headed(0.5, 0.5).classifier(graph.tf(), verdicts, space.condition()))
                    .isEmpty();
        }
    }

    @Test
    void shouldAskNothingOfRowsSinceTheirConditionIsNoClass() {
        try (TrainingGraph graph = new TrainingGraph(1)) {
            TabularData data = TabularData.of(TestTables.everyKind(50, 1), ConditionalGan.defaults(), 1);
            RowSpace rows = RowSpace.draw(graph, data, true);
            assertThat(ClassLoss.hingeByHead(0.5, rows)).isEqualTo(ClassLoss.none());
            assertThat(ClassLoss.hingeByPlayer(0.5, rows)).isEqualTo(ClassLoss.none());
        }
    }

    @Test
    void shouldHaveTheRightDerivativesWhenComparedWithFiniteDifferences() {
        Parameter emitted = new Parameter("emitted", Shape.of(2, 3), Initializer.normal(1));
        DerivativeCheck.assertFirstDerivative(List.of(emitted), 2, (tf, values) -> {
            Verdicts verdicts = Verdicts.of(tf, values.of(emitted));
            ClassLoss loss = headed(0.5, 0.95);
            return tf.math.add(
                    tf.reduceSum(tf.math.square(verdicts.scores()), tf.constant(new int[] {0, 1})),
                    tf.math.add(
                            loss.generator(tf, verdicts, firstClass(tf)), loss.critic(tf, verdicts, firstClass(tf))));
        });
    }

    @Test
    void shouldRefuseAWeightBelowZeroAndAProbabilityOutsideItsRange() {
        assertThatThrownBy(() -> headed(-1, 1)).hasMessageContaining("found -1.0 and 1.0");
        assertThatThrownBy(() -> headed(1, 0)).hasMessageContaining("found 1.0 and 0.0");
        assertThatThrownBy(() -> headed(1, 1.5)).hasMessageContaining("found 1.0 and 1.5");
    }
}
