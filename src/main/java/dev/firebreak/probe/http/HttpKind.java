package dev.firebreak.probe.http;

import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.Deadline;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.address.Failures;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlNode;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * {@code kind: http}: the answer of one address, its status, body, header and time. A redirect is an answer unless
 * {@code redirects} names the hosts to which it may lead.
 */
@Component
class HttpKind implements ProbeKind {

    private final HttpExchanges exchanges;

    HttpKind(HttpExchanges exchanges) {
        this.exchanges = exchanges;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<String> fields() {
        return List.of("url", "expect", "redirects");
    }

    @Override
    public String symptom() {
        return "service-unhealthy";
    }

    @Override
    public Declared read(YamlFields fields) {
        var url = fields.required("url").flatMap(WebAddress::read).orElse(null);
        var expected = HttpExpectation.read(fields);
        var hosts = fields.optional("redirects").map(HttpKind::hosts).orElse(null);
        return new Declared("GET " + url, deadline -> look(url, expected, hosts, deadline));
    }

    private static Set<String> hosts(YamlNode node) {
        var hosts = new LinkedHashSet<String>();
        node.items().forEach(one -> one.text().ifPresent(hosts::add));
        return hosts;
    }

    private CheckResult look(URI url, HttpExpectation expected, Set<String> hosts, Deadline deadline) {
        try {
            var answer = exchanges.follow(HttpCall.get(url, Map.of()), hosts, deadline);
            return expected.unmet(answer)
                    .map(why -> CheckResult.failed(url + " " + why))
                    .orElseGet(() -> CheckResult.passed(url + " answers " + answer.status() + " in "
                            + answer.took().toMillis() + " ms"
                            + (answer.isCut() ? "; only the start of its body was read" : "")));
        } catch (IOException e) {
            return CheckResult.failed(url + " " + Failures.words(e, deadline));
        }
    }
}
