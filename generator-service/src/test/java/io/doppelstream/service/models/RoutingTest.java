package io.doppelstream.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.Rival;
import io.doppelstream.schemas.RivalMode;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final int REQUESTS = 20_000;

    private static ModelAlias alias(RivalMode mode, double share) {
        return ModelAlias.newBuilder()
                .setModel("m")
                .setAlias("champion")
                .setVersion("1")
                .setRival(new Rival("2", mode, share))
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }

    private static List<String> rivals(ModelAlias alias) {
        return IntStream.range(0, REQUESTS)
                .mapToObj(i -> "request-" + i)
                .filter(id -> Routing.version(alias, id).equals("2"))
                .toList();
    }

    @Test
    void shouldGiveTheRivalItsShareAndKeepItWhenTheShareGrows() {
        List<String> tenth = rivals(alias(RivalMode.SPLIT, 0.1));

        assertThat((double) tenth.size() / REQUESTS).isCloseTo(0.1, within(0.01));
        assertThat(rivals(alias(RivalMode.SPLIT, 0.3))).containsAll(tenth);
        assertThat(rivals(alias(RivalMode.SPLIT, 1))).hasSize(REQUESTS);
    }

    @Test
    void shouldAnswerWithTheAliasVersionWhenTheRivalIsAShadowOrOfAnUnknownMode() {
        assertThat(rivals(alias(RivalMode.SHADOW, 1))).isEmpty();
        assertThat(Routing.shadow(alias(RivalMode.SHADOW, 1), "r")).contains("2");
        assertThat(Routing.shadow(alias(RivalMode.SPLIT, 1), "r")).isEmpty();
        assertThat(rivals(alias(RivalMode.UNKNOWN, 1))).isEmpty();
        assertThat(Routing.versions(alias(RivalMode.UNKNOWN, 1))).containsExactly("1");
    }
}
