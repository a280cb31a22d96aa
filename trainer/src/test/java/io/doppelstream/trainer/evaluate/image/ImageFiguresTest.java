package io.doppelstream.trainer.evaluate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageFiguresTest {

    private static SeenImages seen(float[]... probabilities) {
        return new SeenImages(new float[probabilities.length][1], probabilities);
    }

    @Test
    void shouldBeTheKnownDistanceWhenTheDistributionsAreNormal() {
        FeatureMoments one = new FeatureMoments(new double[] {0, 0}, new double[][] {{4, 0}, {0, 1}});
        FeatureMoments other = new FeatureMoments(new double[] {3, 4}, new double[][] {{9, 0}, {0, 1}});
        assertThat(one.frechetDistance(other)).isCloseTo(25 + 1, within(1e-9));
        assertThat(one.frechetDistance(one)).isCloseTo(0, within(1e-9));
    }

    @Test
    void shouldBeSymmetricWhenTheCovariancesDoNotCommute() {
        FeatureMoments one = new FeatureMoments(new double[] {0, 0}, new double[][] {{2, 1}, {1, 3}});
        FeatureMoments other = new FeatureMoments(new double[] {1, 0}, new double[][] {{5, -2}, {-2, 1}});
        assertThat(one.frechetDistance(other)).isCloseTo(other.frechetDistance(one), within(1e-9));
    }

    @Test
    void shouldEstimateMeanAndCovarianceWhenGivenFeatures() {
        FeatureMoments moments = FeatureMoments.of(new float[][] {{1, 2}, {3, 6}});
        assertThat(moments.mean()).containsExactly(2, 4);
        assertThat(moments.covariance()).isDeepEqualTo(new double[][] {{2, 4}, {4, 8}});
        assertThat(moments.totalVariance()).isEqualTo(10);
    }

    @Test
    void shouldDrawDisjointPartsOfTheSizeOfTheSample() {
        ImageSet images = countable(100);
        List<ImageSet> parts = ImageMetrics.parts(images, 30, 1);
        assertThat(parts).extracting(ImageSet::size).containsExactly(30, 30, 30);
        assertThat(parts.stream().flatMap(part -> pixels(part).stream())).doesNotHaveDuplicates();
        assertThat(pixels(parts.get(0))).isNotEqualTo(pixels(images).subList(0, 30));
        assertThat(ImageMetrics.parts(images, 10, 1)).hasSize(6);
        assertThat(ImageMetrics.parts(images, 101, 1)).containsExactly(images);
    }

    /** Images of one pixel, each another. */
    private static ImageSet countable(int images) {
        byte[] pixels = new byte[images];
        for (int image = 0; image < images; image++) {
            pixels[image] = (byte) image;
        }
        return new ImageSet(new ImageShape(1, 1, 1), pixels, List.of(), new int[0]);
    }

    private static List<Byte> pixels(ImageSet images) {
        List<Byte> pixels = new ArrayList<>();
        for (byte pixel : images.pixels()) {
            pixels.add(pixel);
        }
        return pixels;
    }

    @Test
    void shouldScoreTheNumberOfClassesWhenEachImageIsClear() {
        assertThat(seen(new float[] {1, 0}, new float[] {0, 1}).inceptionScore())
                .isCloseTo(2, within(1e-6));
        assertThat(seen(new float[] {1, 0}, new float[] {1, 0}).inceptionScore())
                .isCloseTo(1, within(1e-6));
        assertThat(seen(new float[] {.5f, .5f}).inceptionScore()).isCloseTo(1, within(1e-6));
    }

    @Test
    void shouldCountClassesWhenTheyHaveATenthOfTheirShare() {
        Coverage coverage = Coverage.of(new double[] {0.96, 0.04, 0}, new double[] {0.4, 0.3, 0.3});
        assertThat(coverage.covered()).isEqualTo(2);
        assertThat(Coverage.of(new double[] {0.5, 0.5}, new double[] {0.5, 0.5}).klToUniform())
                .isZero();
        assertThat(Coverage.of(new double[] {1, 0}, new double[] {0.5, 0.5}).klToUniform())
                .isCloseTo(Math.log(2), within(1e-9));
    }

    @Test
    void shouldNameTheMissingClassWhenOneIsForgotten() {
        SeenImages real = noisy(1, 0, 1, 2);
        assertThat(CollapsedImages.findings(List.of("a", "b", "c"), real, noisy(1, 0, 2)))
                .singleElement()
                .asString()
                .contains("found hardly one of 'b'");
        assertThat(CollapsedImages.findings(List.of("a", "b", "c"), real, noisy(1, 2, 1, 0)))
                .isEmpty();
    }

    @Test
    void shouldNoticeTheSameImageAgainAndAgain() {
        assertThat(CollapsedImages.findings(List.of("a", "b"), noisy(1, 0, 1), noisy(0.1, 0, 1)))
                .singleElement()
                .asString()
                .contains("vary within a class");
    }

    /** 300 images whose features vary by a deviation around their class. */
    private static SeenImages noisy(double deviation, int... classes) {
        Random random = new Random(1);
        float[][] features = new float[300][1];
        float[][] probabilities = new float[300][3];
        for (int image = 0; image < features.length; image++) {
            int found = classes[image % classes.length];
            features[image][0] = (float) (10 * found + deviation * random.nextGaussian());
            probabilities[image][found] = 1;
        }
        return new SeenImages(features, probabilities);
    }

    @Test
    void shouldFindTheNearestImage() {
        ImageShape shape = new ImageShape(1, 2, 1);
        ImageSet set = new ImageSet(shape, new byte[] {0, 0, (byte) 255, (byte) 255}, List.of(), new int[0]);
        ImageSet images = new ImageSet(shape, new byte[] {(byte) 255, (byte) 204, 0, 0}, List.of(), new int[0]);
        NearestImages nearest = NearestImages.of(images, set);
        assertThat(nearest.index()).containsExactly(1, 0);
        assertThat(nearest.distance()[0]).isCloseTo(Math.sqrt(0.2 * 0.2 / 2), within(1e-9));
        assertThat(nearest.distance()[1]).isZero();
    }

    @Test
    void shouldTurnEachImageInFourWays() {
        ImageSet image = new ImageSet(new ImageShape(2, 3, 1), new byte[] {1, 2, 3, 4, 5, 6}, List.of(), new int[0]);
        ImageSet turned = TurnedImages.of(image);
        assertThat(turned.image(0)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(turned.image(1)).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(turned.image(2)).containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(turned.image(3)).containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(turned.labels()).containsExactly(0, 1, 2, 3);
    }
}
