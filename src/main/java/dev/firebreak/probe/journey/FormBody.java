package dev.firebreak.probe.journey;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A form as a browser sends it. */
final class FormBody {

    private FormBody() {}

    /** @param value what a field's declaration stands for */
    static byte[] of(Map<String, String> form, UnaryOperator<String> value) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(value.apply(field.getValue())))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
