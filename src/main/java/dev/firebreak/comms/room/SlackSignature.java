package dev.firebreak.comms.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.text.Hash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether a request is Slack's, young, and not seen before (guarantees.md G12). */
@Component
class SlackSignature {

    private static final Duration YOUNG = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private final RoomSettings settings;
    private final Secrets secrets;
    private final JdbcClient jdbc;
    private final Clock clock;

    SlackSignature(RoomSettings settings, Secrets secrets, JdbcClient jdbc, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    boolean isValid(String timestamp, String signature, byte[] body) {
        if (settings.signingSecret() == null
                || timestamp == null
                || signature == null
                || !SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        return age.abs().compareTo(YOUNG) <= 0
                && MessageDigest.isEqual(expected(timestamp, body).getBytes(UTF_8), signature.getBytes(UTF_8))
                && isFirst(signature);
    }

    private String expected(String timestamp, byte[] body) {
        var key = secrets.reveal(settings.signingSecret()).getBytes(UTF_8);
        var head = ("v0:" + timestamp + ":").getBytes(UTF_8);
        var signed = ByteBuffer.allocate(head.length + body.length).put(head).put(body);
        return "v0=" + HexFormat.of().formatHex(Hash.hmacSha256(key, signed.array()));
    }

    private boolean isFirst(String signature) {
        jdbc.sql("delete from slack_request where at < ?")
                .param(time(clock.instant().minus(YOUNG.multipliedBy(3))))
                .update();
        return jdbc.sql("insert into slack_request (signature, at) values (?, ?) on conflict do nothing")
                        .params(signature, time(clock.instant()))
                        .update()
                == 1;
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
