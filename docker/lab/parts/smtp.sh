# An SMTP server that stores every mail in a Maildir and delivers none.
smtp_packages() { echo python3-aiosmtpd; }

# Debian's Python: another one earlier in PATH would lack the module.
SMTP_PYTHON=/usr/bin/python3

smtp_up() {
  mkdir -p "$LAB/smtp"
  chown nobody:nogroup "$LAB/smtp"
  daemon_start smtp nobody "$SMTP_PYTHON" -I -m aiosmtpd -n -s 33554432 -l "127.0.0.1:$SMTP_PORT" \
    -c aiosmtpd.handlers.Mailbox "$LAB/smtp/maildir"
  wait_for 20 "smtp: ready" smtp_answers || { tail_of smtp; die "the SMTP server does not answer"; }
}

smtp_answers() { timeout 2 bash -c "exec 3<>/dev/tcp/127.0.0.1/$SMTP_PORT && read -r hello <&3 && [ \"\${hello:0:3}\" = 220 ] && echo QUIT >&3"; }

smtp_down() { daemon_stop smtp "$SMTP_PYTHON"; }

smtp_env() {
  echo "SMTP_HOST=127.0.0.1"
  echo "SMTP_PORT=$SMTP_PORT"
  echo "SMTP_MAILDIR=$LAB/smtp/maildir"
}
