package io.doppelstream.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void shouldEscapeTextAndAttributes() {
        Html html = new Html().element("p", "<script>alert('x')</script> & \"y\"", "title", "\"><b a='");
        assertThat(html.page())
                .isEqualTo("<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;b a=&#39;\">"
                        + "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;</p>\n");
    }

    @Test
    void shouldReplaceWhatCannotStandInXml() {
        assertThat(new Html().element("b", "a\u0000b\ud800c\u0001\ud83d\ude00").page())
                .endsWith("<b>a\ufffdb\ufffdc\ufffd\ud83d\ude00</b>");
    }

    @Test
    void shouldRefuseElementsThatAreNotClosedInOrder() {
        Html html = new Html().open("table").open("tr");
        assertThatThrownBy(() -> html.close("table")).hasMessageContaining("[tr, table]");
        assertThatThrownBy(html::page).hasMessageContaining("[tr, table] open");
    }

    @Test
    void shouldRefuseASlashThatABrowserWouldIgnore() {
        assertThatThrownBy(() -> new Html().empty("span")).hasMessageContaining("found span");
    }
}
