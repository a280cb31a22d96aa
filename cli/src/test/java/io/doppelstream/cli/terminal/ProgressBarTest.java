package io.doppelstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.trainer.train.Validation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static String line(boolean best, String... collapse) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        bar.onValidation(new Validation(1200, 0.5, Map.of(), 0.9, best, List.of(collapse), 0.1));
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void shouldTellQualityAndWhetherItIsTheBest() {
        assertThat(line(true)).isEqualTo("50 %  step 1,200  validation quality 0.9000, kept");
        assertThat(line(false)).isEqualTo("50 %  step 1,200  validation quality 0.9000");
    }

    @Test
    void shouldNameACollapse() {
        assertThat(line(false, "expected several categories of column 'y', found only one in 4000 sampled rows"))
                .isEqualTo("50 %  step 1,200  mode collapse, these weights are not kept: expected several categories of"
                        + " column 'y', found only one in 4000 sampled rows");
    }
}
