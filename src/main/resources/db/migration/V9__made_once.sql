-- What was set up once, such as a default right of a role: whoever takes it away later does not find it again after a start.
create table made_once (
    what varchar(300) primary key
);
