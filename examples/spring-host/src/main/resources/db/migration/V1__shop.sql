create table orders (
    id varchar(36) not null primary key,
    customer varchar(64) not null,
    item varchar(64) not null
);

create table stock (
    item varchar(64) not null primary key,
    pieces int not null
);

insert into stock (item, pieces) values ('kettle', 100), ('teapot', 0);
