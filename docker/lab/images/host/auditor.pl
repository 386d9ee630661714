# Stands in for the auditor: answers /health, ends at once without a valid configuration, is sick in version "bad".
use strict;
use IO::Socket::INET;
use JSON::PP;

sub file { open(my $in, '<', $_[0]) or die "$_[0]: $!\n"; local $/; return scalar <$in>; }

decode_json(file('/etc/gitops-auditor/config/settings.json'));
my $version = file('/opt/gitops-auditor/version');
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 3000, Listen => 5, ReuseAddr => 1) or die $!;
while (my $client = $server->accept) {
    my $request = <$client> // '';
    my $sick = $version =~ /bad/ || -e '/etc/gitops-auditor/sick';
    my $status = $request !~ m{^GET /health } ? '404 Not Found' : $sick ? '503 Service Unavailable' : '200 OK';
    print $client "HTTP/1.0 $status\r\nContent-Length: 0\r\n\r\n";
    close $client;
}
