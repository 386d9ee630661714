package dev.firebreak.runbook.step.redis.jedis;

import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Explains errors of Redis to the person on call, by the first word of the server's answer. */
final class RedisErrorText {

    private RedisErrorText() {}

    static RedisUnreachable of(String target, JedisException e) {
        return new RedisUnreachable(text(target, e), e);
    }

    private static String text(String target, JedisException e) {
        var said = " (it says: " + firstLine(e) + ")";
        if (e instanceof JedisConnectionException) {
            return target + " can't be reached" + said + ". Is it running, and is settings.url of the target right?";
        }
        if (e instanceof JedisBusyException || said.contains("BUSY")) {
            return target + " runs a script and answers nothing else" + said
                    + ". Wait for it, or end it with SCRIPT KILL.";
        }
        if (said.contains("LOADING")) {
            return target + " reads its data from the disk" + said + ". Wait for it.";
        }
        if (said.contains("NOPERM") || said.contains("unknown command")) {
            return target + " forbids this to Firebreak" + said
                    + ". Its user needs INFO, SCAN, MEMORY, TTL, EXPIRE, CONFIG SET and BGSAVE.";
        }
        if (e instanceof JedisAccessControlException || said.contains("NOAUTH") || said.contains("WRONGPASS")) {
            return target + " refuses the login" + said
                    + ". Check settings.user and settings.password of the target in the catalogue.";
        }
        return target + " answers with an error" + said + ".";
    }

    private static String firstLine(JedisException e) {
        var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("nothing");
    }
}
