package io.doppelstream.model.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.TestTables;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.replay.ChunkSeed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packages of earlier versions stay readable: {@code src/test/resources/golden/v1} was written by format version 1 and never changes. */
class GoldenPackageTest {

    private static final Path V1 = Path.of("src/test/resources/golden/v1");
    private static final String V1_DIGEST = "321c39bcaaee9cc59f6e6f3c329dc17ba5f5d930eb19369853bd1df7b2c83ebc";

    @Test
    void shouldReadAPackageOfFormatVersion1() throws Exception {
        ModelPackage model = ModelPackage.open(V1);
        assertThat(model.digest()).isEqualTo(V1_DIGEST);
        Manifest manifest = model.manifest();
        assertThat(manifest.name()).isEqualTo("orders");
        assertThat(manifest.schema()).isEqualTo(TestTables.schema());
        assertThat(manifest.training().rows()).isEqualTo(400);
        assertThat(manifest.codec().codec(2)).isInstanceOf(QuantileCodec.class);
        ConditionCompiler compiler = new ConditionCompiler(manifest.schema(), manifest.codec(), manifest.conditions());
        assertThat(compiler.compile(List.of("city = 'Oslo' and age > 30")))
                .isInstanceOf(ConditionOutcome.Compiled.class);
    }

    /** Replay by address depends on these very numbers. */
    @Test
    void shouldDeriveTheSameSeedsForever() {
        assertThat(ChunkSeed.of(V1_DIGEST, 42, 7)).containsExactly(6927397824032235158L, -7537499958062454279L);
        assertThat(ChunkSeed.ofRequest("request-1")).isEqualTo(1869282241165478355L);
    }
}
