package io.doppelstream.model.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LatentPathTest {

    @Property(tries = 100)
    void shouldGiveEachPartOfARequestWhatTheWholeGivesIt(
            @ForAll @IntRange(min = 1, max = 16) int points,
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(max = 59) int first,
            @ForAll long seed) {
        LatentPath path = LatentPath.drawn(points, 3, seed);
        int from = Math.min(first, count - 1);
        float[] whole = path.rows(0, count, count);
        assertThat(path.rows(from, count - from, count)).isEqualTo(Arrays.copyOfRange(whole, from * 3, whole.length));
        assertThat(Arrays.copyOf(whole, 3)).isEqualTo(path.points().get(0));
    }

    @Property(tries = 100)
    void shouldGiveEachSampleItsOwnLatentWhenThereAreAsMany(
            @ForAll @IntRange(min = 2, max = 16) int points, @ForAll long seed) {
        LatentPath path = LatentPath.drawn(points, 4, seed);
        float[] rows = path.rows(0, points, points);
        for (int i = 0; i < points; i++) {
            assertThat(Arrays.copyOfRange(rows, 4 * i, 4 * i + 4))
                    .containsExactly(path.points().get(i), within(1e-5f));
        }
    }

    @Test
    void shouldFollowTheGreatCircle() {
        LatentPath quarter = new LatentPath(List.of(new float[] {2, 0}, new float[] {0, 2}));
        assertThat(quarter.rows(1, 1, 3))
                .as("as long as both ends, not shorter as half way along a straight line")
                .containsExactly(new float[] {1.4142135f, 1.4142135f}, within(1e-6f));
        LatentPath parallel = new LatentPath(List.of(new float[] {1, 0}, new float[] {3, 0}));
        assertThat(parallel.rows(1, 1, 3)).containsExactly(new float[] {2, 0}, within(1e-6f));
        LatentPath origin = new LatentPath(List.of(new float[] {0, 0}, new float[] {4, 0}));
        assertThat(origin.rows(1, 1, 5)).containsExactly(new float[] {1, 0}, within(1e-6f));
    }

    @Test
    void shouldRefuseWhatIsNoPath() {
        assertThatThrownBy(() -> LatentPath.of(List.of())).hasMessageContaining("1 to 16 latents, found 0");
        assertThatThrownBy(() -> LatentPath.of(List.of(List.of(1f), List.of(1f, 2f))))
                .hasMessageContaining("one width, found 1 and 2");
        assertThatThrownBy(() -> LatentPath.of(List.of(List.of(Float.NaN)))).hasMessageContaining("found NaN");
        List<List<Float>> many = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            many.add(List.of(1f));
        }
        assertThatThrownBy(() -> LatentPath.of(many)).hasMessageContaining("found 17");
    }
}
