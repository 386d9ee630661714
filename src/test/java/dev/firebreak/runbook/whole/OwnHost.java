package dev.firebreak.runbook.whole;

import dev.firebreak.Lab;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A host with systemd and sshd of a test's own, made like the lab's, so that others need not wait for it. */
final class OwnHost implements AutoCloseable {

    private final String name;

    OwnHost(String name, int port) {
        this.name = name;
        var secrets = Path.of(Lab.Settings.of("HOST_SSH_LOGIN_FILE")).getParent();
        var command = new ArrayList<>(List.of("run", "-d", "--name", name, "--hostname", "own-host"));
        command.addAll(List.of(("--network mosaic --memory 256m --stop-signal SIGRTMIN+3 -p 127.0.0.1:" + port + ":22"
                        + " --cap-add SYS_ADMIN --cap-add NET_ADMIN --cap-add SYS_PTRACE"
                        + " --security-opt seccomp=unconfined --security-opt apparmor=unconfined"
                        + " --sysctl net.ipv6.conf.all.disable_ipv6=0 --sysctl net.ipv6.conf.default.disable_ipv6=0"
                        + " --sysctl net.ipv4.ip_forward=1 --tmpfs /run --tmpfs /run/lock --tmpfs /tmp"
                        + " --tmpfs /srv/gitops:size=64m -v /sys/fs/cgroup:/sys/fs/cgroup:rw"
                        + " -v " + secrets.resolve("host-ssh-key") + ":/etc/ssh/ssh_host_ed25519_key:ro"
                        + " -v " + secrets.resolve("host-ssh-login.pub") + ":/home/firebreak/.ssh/authorized_keys:ro"
                        + " " + Lab.Settings.of("TOOLS_IMAGE"))
                .split(" ")));
        LabDocker.docker(command.toArray(String[]::new));
        Until.within(Duration.ofSeconds(30)).see("sshd and the auditor of " + name, () -> {
            try {
                return does("systemctl is-active ssh gitops-auditor && curl -sf 127.0.0.1:3000/health; true")
                        .equals("active\nactive");
            } catch (IllegalStateException notYet) {
                return false;
            }
        });
    }

    /** Runs a script as its root, past SSH; fails with what it said if it does. */
    String does(String script) {
        return LabDocker.docker("exec", name, "sh", "-ec", script);
    }

    @Override
    public void close() {
        LabDocker.docker("rm", "-f", name);
    }
}
