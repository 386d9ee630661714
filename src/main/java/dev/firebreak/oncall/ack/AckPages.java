package dev.firebreak.oncall.ack;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.incident.Incident;
import dev.firebreak.oncall.ack.AckAnswer.Before;
import dev.firebreak.oncall.ack.AckAnswer.Busy;
import dev.firebreak.oncall.ack.AckAnswer.Done;
import dev.firebreak.oncall.ack.AckAnswer.Expired;
import dev.firebreak.oncall.ack.AckAnswer.First;
import dev.firebreak.oncall.ack.AckAnswer.Over;
import dev.firebreak.oncall.ack.AckAnswer.Ready;
import dev.firebreak.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Renders the acknowledge page: escaped, without scripts and inline styles. */
@Component
class AckPages {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Template page = compiled("page");
    private final Template bundle = compiled("bundle");
    private final Links links;
    private final MessageModel messages;
    private final Clock clock;

    AckPages(Links links, MessageModel messages, Clock clock) {
        this.links = links;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * The page of a link: of its one incident, or of the bundle.
     *
     * @param others how many other incidents wait for the same person
     * @param alsoDone how many others this click acknowledged
     */
    String html(List<AckAnswer> answers, int others, long alsoDone) {
        return answers.size() == 1 ? single(answers.get(0), others, alsoDone) : bundle(answers);
    }

    private String bundle(List<AckAnswer> answers) {
        var left = count(answers, Ready.class) + count(answers, Busy.class);
        var facts = new HashMap<String, Object>();
        facts.put("button", left > 0);
        facts.put("heading", heading(answers.size(), left, count(answers, Done.class)));
        facts.put(
                "words",
                left > 0
                        ? "The button acknowledges all that are still open. Their escalation then stops."
                        : "Now take command, the worst first.");
        facts.put("incidents", answers.stream().map(this::row).toList());
        return bundle.execute(facts);
    }

    private static String heading(int all, long left, long done) {
        if (left == all) {
            return "Acknowledge " + all + " incidents?";
        }
        if (left > 0) {
            return "Please press again: " + left + " of " + all + " are not acknowledged";
        }
        return done == all ? all + " incidents acknowledged" : done + " of " + all + " acknowledged now";
    }

    private Map<String, Object> row(AckAnswer answer) {
        var facts = new HashMap<String, Object>();
        var incident = incident(answer);
        show(facts, incident);
        facts.put("board", links.incident(incident.id()));
        facts.put("state", state(answer));
        return facts;
    }

    private String state(AckAnswer answer) {
        if (answer instanceof Ready ready) {
            return ready.first() == null ? "Not acknowledged." : acknowledgedBy(ready.first());
        }
        return answer instanceof Done ? "Acknowledged." : text(answer);
    }

    private static long count(List<AckAnswer> answers, Class<? extends AckAnswer> kind) {
        return answers.stream().filter(kind::isInstance).count();
    }

    private String single(AckAnswer answer, int others, long alsoDone) {
        var facts = new HashMap<String, Object>();
        facts.put("button", answer instanceof Ready || answer instanceof Busy);
        facts.put("heading", heading(answer));
        facts.put("words", alsoDone > 0 ? alsoDone(alsoDone) : text(answer));
        var incident = incident(answer);
        facts.put("known", incident != null);
        facts.put("board", incident == null ? links.board() : links.incident(incident.id()));
        var isOpen = incident != null && incident.isOpen();
        var isAnswered = answer instanceof Done || answer instanceof Before;
        facts.put("takeCommand", isOpen && isAnswered && incident.commander() == null);
        facts.put("onTheBoard", answer instanceof Expired && isOpen);
        facts.put("others", isAnswered && others > 0 ? List.of(others(others)) : List.of());
        if (incident != null) {
            show(facts, incident);
        }
        return page.execute(facts);
    }

    private static String alsoDone(long count) {
        return count == 1 ? "1 more incident is acknowledged." : count + " more incidents are acknowledged.";
    }

    private static String others(int count) {
        return count == 1 ? "1 other page waits for you." : count + " other pages wait for you.";
    }

    /** In the words of the page's mail. */
    private void show(Map<String, Object> facts, Incident incident) {
        var known = messages.of(incident.id(), Map.of());
        for (var name : List.of("id", "severity", "impact")) {
            facts.put(name, known.get(name));
        }
        facts.put("title", Text.shown(incident.title(), 300));
        facts.put("service", Text.shown(incident.service(), 120));
        facts.put("description", String.valueOf(known.get("description")).stripIndent());
        facts.put("started", ago(incident.openedAt()));
    }

    private String ago(Instant at) {
        var minutes = Duration.between(at, clock.instant()).toMinutes();
        var distance = minutes < 1 ? "just now" : minutes < 120 ? minutes + " min ago" : minutes / 60 + " h ago";
        return distance + " (" + CLOCK.format(at) + ")";
    }

    private static String heading(AckAnswer answer) {
        if (answer instanceof Ready) {
            return "Acknowledge this page?";
        }
        if (answer instanceof Done) {
            return "Acknowledged";
        }
        if (answer instanceof Before) {
            return "Already acknowledged";
        }
        if (answer instanceof Busy) {
            return "Please press again";
        }
        if (answer instanceof Over) {
            return "The incident is closed";
        }
        return answer instanceof Expired ? "This link has expired" : "Unknown link";
    }

    private String text(AckAnswer answer) {
        if (answer instanceof Ready ready) {
            return ready.first() == null
                    ? "Press the button to acknowledge. The escalation then stops."
                    : acknowledgedBy(ready.first()) + " If you were paged again, press the button to acknowledge.";
        }
        if (answer instanceof Done) {
            return "The escalation has stopped. A commander takes command next.";
        }
        if (answer instanceof Before before) {
            return before.first() == null ? "This link has been used." : acknowledgedBy(before.first());
        }
        if (answer instanceof Busy) {
            return "The incident changed at the same moment, so nothing was recorded.";
        }
        if (answer instanceof Over over) {
            return "The incident is " + over.incident().status().name().toLowerCase(Locale.ROOT)
                    + ": there is nothing to acknowledge.";
        }
        return answer instanceof Expired
                ? "Links are valid for " + AckLinks.VALID.toMinutes()
                        + " minutes. Log in: the incident's page has the same button."
                : "Log in to the board: it shows what waits for you.";
    }

    private String acknowledgedBy(First first) {
        var when = first.at() == null ? "" : " " + ago(first.at());
        return first.name() + " acknowledged first" + when + ".";
    }

    private static Incident incident(AckAnswer answer) {
        if (answer instanceof Ready ready) {
            return ready.incident();
        }
        if (answer instanceof Done done) {
            return done.incident();
        }
        if (answer instanceof Before before) {
            return before.incident();
        }
        if (answer instanceof Busy busy) {
            return busy.incident();
        }
        if (answer instanceof Over over) {
            return over.incident();
        }
        return answer instanceof Expired expired ? expired.incident() : null;
    }

    private static Template compiled(String name) {
        try {
            var html =
                    new ClassPathResource("templates/ack/" + name + ".html").getContentAsString(StandardCharsets.UTF_8);
            return Mustache.compiler().strictSections(true).compile(html);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
