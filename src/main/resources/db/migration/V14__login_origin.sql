-- Where each account logged in from: a network address, or the hash of a browser's cookie. Wrong passwords from elsewhere
-- don't make the owner wait there.

create table login_origin (
    account    varchar(100) not null,
    origin     varchar(100) not null,
    last_login timestamp with time zone not null,
    primary key (account, origin)
);
