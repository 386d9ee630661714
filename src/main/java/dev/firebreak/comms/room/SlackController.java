package dev.firebreak.comms.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Slack's requests. The signature over the bytes is the credential; who acts is the person behind the Slack user. */
@RestController
class SlackController {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 64 * 1024;

    private final SlackSignature signature;
    private final SlackPeople people;
    private final SlackCommands commands;

    SlackController(SlackSignature signature, SlackPeople people, SlackCommands commands) {
        this.signature = signature;
        this.people = people;
        this.commands = commands;
    }

    @PostMapping(path = "/api/slack/commands", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, String>> command(HttpServletRequest request) throws IOException {
        var body = body(request);
        if (!isSlack(request, body)) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        var fields = fields(body);
        return answer(
                fields.getOrDefault("user_id", ""),
                fields.getOrDefault("text", ""),
                fields.getOrDefault("channel_id", ""));
    }

    /** A button: its id is the command, its value the incident. */
    @PostMapping(path = "/api/slack/actions", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, String>> action(HttpServletRequest request) throws IOException {
        var body = body(request);
        if (!isSlack(request, body)) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        var payload = json(fields(body).getOrDefault("payload", ""));
        var action = payload.at("/actions/0");
        return answer(
                payload.at("/user/id").asText(),
                action.path("action_id").asText() + " " + action.path("value").asText(),
                payload.at("/channel/id").asText());
    }

    private ResponseEntity<Map<String, String>> answer(String user, String text, String channel) {
        String said;
        try {
            said = people.find(user)
                    .map(person -> commands.answer(text, channel, person))
                    .orElse("Firebreak does not know you: the catalogue needs a contact with your mail address.");
        } catch (SlackProblem problem) {
            said = "Slack did not say who you are. Use the board.";
        }
        return ResponseEntity.ok(Map.of("response_type", "ephemeral", "text", said));
    }

    private boolean isSlack(HttpServletRequest request, byte[] body) {
        return body.length <= LONGEST
                && signature.isValid(
                        request.getHeader("X-Slack-Request-Timestamp"), request.getHeader("X-Slack-Signature"), body);
    }

    /** The bytes themselves: read as a form, they could not be checked. */
    private static byte[] body(HttpServletRequest request) throws IOException {
        return request.getInputStream().readNBytes(LONGEST + 1);
    }

    private static Map<String, String> fields(byte[] body) {
        var fields = new HashMap<String, String>();
        for (var pair : new String(body, UTF_8).split("&")) {
            var parts = pair.split("=", 2);
            try {
                fields.put(
                        URLDecoder.decode(parts[0], UTF_8), parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
            } catch (IllegalArgumentException notEncoded) {
                fields.put(parts[0], "");
            }
        }
        return fields;
    }

    private static JsonNode json(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
