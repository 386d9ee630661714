package dev.firebreak.engine.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.engine.impl.digest.Default16ByteSaltGenerator;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PasswordHashesTests {

    private static final String PASSWORD = "quiet-river-stone";

    private final MovableClock clock = new MovableClock();
    private final PasswordHashes hashes = new PasswordHashes(new PasswordSettings(4), clock);

    @Test
    void aNewHashIsBcryptAndMatchesItsPasswordOnly() {
        var stored = hashes.encrypt(PASSWORD);

        assertThat(stored).startsWith("{bcrypt-sha256}$2a$04$");
        assertThat(hashes.check(PASSWORD, stored)).isTrue();
        assertThat(hashes.check(PASSWORD + "x", stored)).isFalse();
        assertThat(hashes.isOutdated(stored)).isFalse();
    }

    @Test
    void whatFollowsThe72ndByteCounts() {
        var stored = hashes.encrypt("a".repeat(80) + "b");

        assertThat(hashes.check("a".repeat(80) + "c", stored)).isFalse();
    }

    @Test
    void hashesOfEarlierVersionsMatchAndAreOutdated() {
        var old = oldUser().getPassword();

        assertThat(hashes.matches(PASSWORD, oldUser())).isTrue();
        assertThat(hashes.matches("wrong", oldUser())).isFalse();
        assertThat(hashes.isOutdated(old)).isTrue();
        assertThat(new PasswordHashes(new PasswordSettings(5), clock).isOutdated(hashes.encrypt(PASSWORD)))
                .isTrue();
    }

    @Test
    void aUserWithoutAPasswordMatchesNone() {
        assertThat(hashes.matches("", new UserEntity("ann"))).isFalse();
        assertThat(hashes.matches("x", null)).isFalse();
    }

    @Test
    @Tag("H17")
    void unknownOldAndNewAccountsTakeTheTimeOfASlowHash() {
        var slow = new PasswordHashes(new PasswordSettings(10), clock);
        var newUser = new UserEntity("new");
        newUser.setSalt("salt");
        newUser.setDbPassword(slow.encrypt(EncryptionUtil.saltPassword(PASSWORD, "salt")));

        slow.matches("wrong", newUser); // warms up
        var times = Map.of(
                "new", time(() -> slow.matches("wrong", newUser)),
                "old", time(() -> slow.matches("wrong", oldUser())),
                "unknown", time(() -> slow.matches("wrong", null)));

        assertThat(times.values())
                .allSatisfy(one -> assertThat(one)
                        .as("%s", times)
                        .isGreaterThan(times.get("new").dividedBy(3)));
    }

    @Test
    void aPasswordThatWasRightIsCheckedFastForFiveMinutes() {
        var slow = new PasswordHashes(new PasswordSettings(11), clock);
        var stored = slow.encrypt(PASSWORD);
        assertThat(slow.check(PASSWORD, stored)).isTrue();

        assertThat(time(() -> slow.check(PASSWORD, stored))).isLessThan(Duration.ofMillis(50));
        clock.passes(Duration.ofMinutes(6));
        assertThat(time(() -> slow.check(PASSWORD, stored))).isGreaterThan(Duration.ofMillis(50));
    }

    @Test
    void aRememberedPasswordDoesNotMatchTheHashOfAnother() {
        hashes.check(PASSWORD, hashes.encrypt(PASSWORD));

        assertThat(hashes.check(PASSWORD, hashes.encrypt("changed-in-the-meantime")))
                .isFalse();
    }

    /** As the engine stored passwords before bcrypt. */
    private static UserEntity oldUser() {
        var user = new UserEntity("old");
        user.setSalt(new Default16ByteSaltGenerator().generateSalt());
        user.setDbPassword(new PasswordManager(new Sha512HashDigest(), List.of())
                .encrypt(EncryptionUtil.saltPassword(PASSWORD, user.getSalt())));
        return user;
    }

    /** Processor time, because other tests run at the same time. */
    private static Duration time(BooleanSupplier check) {
        var threads = ManagementFactory.getThreadMXBean();
        var began = threads.getCurrentThreadCpuTime();
        check.getAsBoolean();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - began);
    }
}
